// Types of the element `<syn-ackademy>` and of what it fires. The messages are those of docs/messages.schema.json.

/** Where the page is. */
export interface Place {
  /** The lesson's id. */
  lesson: string;
  mode: "watch" | "predict" | "quiz" | "lab";
  lang: "en" | "zh";
  /** How many things have happened in the exchange, and how many happen in all. */
  step: number;
  steps: number;
  playing: boolean;
}

/** What all answers come to. */
export interface Score {
  /** From 0 to 1. */
  scaled: number;
  /** Questions answered wholly right, and questions that there are. */
  right: number;
  asked: number;
}

/** What one blank was answered with. */
export interface Answer {
  id: string;
  given: string;
  right: string;
  isRight: boolean;
  seconds: number;
  /** The id of the wrong rule that leads to what was answered. */
  rule?: string;
}

interface Message<Name extends string> {
  synackademy: 1;
  event: Name;
  id?: string;
  request?: string;
}

export interface SynAckademyEvents {
  ready: Message<"ready"> & Place;
  state: Message<"state"> & Place & { state: string };
  answer: Message<"answer"> & { answer: Answer; score: Score };
  complete: Message<"complete"> & { score?: Score };
  error: Message<"error"> & { code: "unknown-command" | "no-state" | "bad-state" | "not-now"; message: string };
  resize: Message<"resize"> & { height: number };
}

export class SynAckademy extends HTMLElement {
  /** The address of the page with this element's attributes. */
  readonly address: string;
  play(): Promise<SynAckademyEvents["state"]>;
  pause(): Promise<SynAckademyEvents["state"]>;
  step(): Promise<SynAckademyEvents["state"]>;
  /** Back to the beginning, with no answers. */
  reset(): Promise<SynAckademyEvents["state"]>;
  /** All of where the page is, as a text. */
  getState(): Promise<string>;
  /** Shows what `getState` gave; rejects if it is not understood. */
  setState(state: string): Promise<SynAckademyEvents["state"]>;
  addEventListener<Name extends keyof SynAckademyEvents>(
    type: Name,
    listener: (event: CustomEvent<SynAckademyEvents[Name]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "syn-ackademy": SynAckademy;
  }
}
