// The ladders that are compared with a reference: which run, at which moment, how large.

/** As on a desk: names stand beside the lifelines. */
export const WIDE = { width: 620, height: 640 };
/** As on a phone. */
const NARROW = { width: 340, height: 640 };

// Each of a lesson's marks is on one of them: segments on their way, lost, corrupted, duplicated, overtaken, sent again and
// selected, timers, states and folds; and much at once where there is little room.
const MOMENTS = {
  handshake: { lesson: "handshake", step: 20 },
  "lost-segment": { lesson: "lost-segment", step: 46, segment: "c5", zoom: 50 },
  "four-way-close": { lesson: "four-way-close", step: 40, zoom: 50 },
  "trouble-50": { lesson: "lost-segment", fault: "c3.duplicate.30,c4.corrupt.40,s2.delay.80", step: 60, zoom: 50 },
  "trouble-25": { lesson: "lost-segment", fault: "c3.delay.25,c5.duplicate.5,s3.delay.12", step: 60, zoom: 25 },
  damage: { lesson: "handshake", drop: "c1", fault: "s1.corrupt.200,c3.duplicate.30", step: 34, zoom: 50 },
};

/** Each by the name of its reference. */
export const LADDERS = Object.entries(MOMENTS).flatMap(([moment, link]) => [
  { name: `ladder-${moment}`, link, size: WIDE },
  { name: `ladder-${moment}-narrow`, link, size: NARROW },
]);
