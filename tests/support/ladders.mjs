// The ladders that are compared with a reference: which run, at which moment, how large.

/** As on a desk: names stand beside the lifelines. */
export const WIDE = { width: 620, height: 640 };
/** As on a phone. */
const NARROW = { width: 340, height: 640 };

// Each of a lesson's marks is on one of them: segments on their way, lost, corrupted, duplicated, sent again and selected,
// timers, states and folds.
const MOMENTS = {
  handshake: { lesson: "handshake", step: 20 },
  "lost-segment": { lesson: "lost-segment", step: 46, segment: "c5", zoom: 50 },
  "four-way-close": { lesson: "four-way-close", step: 40, zoom: 50 },
  damage: { lesson: "handshake", drop: "c1", fault: "s1.corrupt.200,c3.duplicate.30", step: 34, zoom: 50 },
};

/** Each by the name of its reference. */
export const LADDERS = Object.entries(MOMENTS).flatMap(([moment, link]) => [
  { name: `ladder-${moment}`, link, size: WIDE },
  { name: `ladder-${moment}-narrow`, link, size: NARROW },
]);
