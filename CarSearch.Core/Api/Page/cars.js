// A silhouette for each type of car, seen from its right side.

import { shape } from './dom.js';

/** The body, the windows and the radius of the wheels, in a box of 128 by 52. */
const drawings = {
  car: ['M5 38C4 31 7 28 14 27l18-2.5C40 16 48 11 60 11h12c11 0 18 5 25 12.5l17 3c7 1 10 4.5 9 11.5z',
    'M38 23.5C44 17 50 14.5 58 14.5h2v9zM63.5 14.5H71c8 0 14 3.5 19.5 9h-27z', 8],
  wagon: ['M5 38C4 31 5 24 9 19l6-6c1.5-1.5 3-2 5-2h52c11 0 18 5 25 12.5l17 3c7 1 10 4.5 9 11.5z',
    'M13 23.5l6.5-7.5c1-1 2-1.5 3.5-1.5h14v9zM40.5 14.5H60v9H40.5zM63.5 14.5H71c8 0 14 3.5 19.5 9h-27z', 8],
  crossover: ['M5 38C4 30 6 24 11 21l16-10c5-3 9-4 15-4h24c13 0 21 6 29 14.5l19 3.5c7 1.5 10 5 9 13z',
    'M21 20.5l11-6.5c3.5-2 6-3 10-3h3v9.5zM48.5 11H64v9.5H48.5zM67.5 11c9 0 15.5 4 21.5 9.5H67.5z', 9],
  suv: ['M5 38V23c0-4 2-6 5-7l6-8.5C17.5 5.5 19 5 22 5h50c9 0 15 4 21.5 14l19.5 3c7.5 1 10 5 10 16z',
    'M15 18l6-7.5C22 9 23 8.5 25 8.5h11.5V18zM40 8.5h20V18H40zM63.5 8.5H71c7 0 11 2.5 17 9.5H63.5z', 9.5],
  van: ['M5 38V9c0-3 2-5 5-5h76c6 0 9.5 2 13.5 7l8.5 11 9 3c4.5 1.5 6 5 6 13z',
    'M12 9h20v11H12zM36 9h20v11H36zM60 9h16v11H60zM80 9h6c3.5 0 6 1.5 8.5 5l4.5 6H80z', 8],
  convertible: ['M5 38C4 31 7 28 14 27l28-2 2-6c1-3 7-3 8 0l2 5h6l2-5c1-3 6-3 7 0l2 5h16l27 4c7 1 10 4 9 11z'
    + 'M72 11l3-1.5C82 13 88 19 92 25h-4.5C83 19 79 14.5 72 11z', 'M75 24l.5-7c4 2 6 4 8 7z', 8],
  sports: ['M4 38c-1-6 1-9 6-10l-4-1v-3l17 2.5C34 18.5 46 15 58 15h10c12 0 20 4.5 27 10l20 3.5c7 1.5 9.5 4.5 8.5 9.5z',
    'M40 24.5c6-4 12-6 20-6v6zM63.5 18.5H69c7 0 12.5 2.5 18.5 6h-24z', 8],
  pickup: ['M5 38V22h41V11c0-3 1.5-5 4-5h22c8 0 13 4 19 13.5l22 3c7.5 1 10 4.5 10 15.5z',
    'M50.5 9.5H64v9H50.5zM67.5 9.5H71c6 0 9 2.5 14 9H67.5z', 9.5],
  other: ['M5 38V8c0-2.5 1.5-4 4-4h87c4 0 6 2 6 5.5v4l-4 1 9 9.5 10 2.5c4.5 1.5 6 5 6 11.5z',
    'M13 10h14v9H13zM32 10h14v9H32zM76 10h8l10 10H76zM54 9h14v29H54z', 8],
};

/** The types that can be drawn. */
export const types = Object.keys(drawings);

/** Draws a car of a type. */
export function drawCar(type) {
  const [body, windows, radius] = drawings[type] ?? drawings.other;
  const wheels = [30, 98].flatMap(x => [
    shape('circle', { class: 'gap', cx: x, cy: 38, r: radius + 2 }),
    shape('circle', { class: 'tyre', cx: x, cy: 38.5, r: radius }),
    shape('circle', { class: 'rim', cx: x, cy: 38.5, r: radius * 0.5 }),
  ]);
  return shape('svg', { class: 'car', viewBox: '0 0 128 52', 'aria-hidden': 'true' },
    shape('ellipse', { class: 'shadow', cx: 64, cy: 47, rx: 60, ry: 3 }),
    shape('path', { class: 'body', d: body }),
    shape('path', { class: 'window', d: windows }),
    wheels,
    shape('path', { class: 'lamp', d: 'M118 29.5h4.5v3H118z' }));
}
