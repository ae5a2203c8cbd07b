import classes from './SignInPage.module.css';

const RIVER_Y = 400;
const BED = 5;

/** Where the streams enter at the left edge, from the top to the bottom. */
const SOURCES = [-60, 40, 120, 215, 300, 365, 435, 500, 585, 680, 760, 860];

/** Each stream runs into its own place in the river bed, so that none crosses another. */
const STREAMS = SOURCES.map((source, index) => {
  const bed = RIVER_Y + (index - (SOURCES.length - 1) / 2) * BED;
  const meet = 430 + Math.abs(source - RIVER_Y) * 0.35;
  return `M-20 ${source} C ${meet * 0.45} ${source}, ${meet * 0.6} ${bed}, ${meet} ${bed} L 1400 ${bed}`;
});

/** Streams that become one river: the picture beside the sign-in form. */
export function Confluence() {
  return (
    <svg className={classes.streams} viewBox="0 0 800 800" preserveAspectRatio="xMinYMid slice" focusable="false">
      <title>Tributary</title>
      <defs>
        <linearGradient id="river" gradientUnits="userSpaceOnUse" x1="0" x2="800" y1="0" y2="0">
          <stop offset="0" stopColor="#fff" stopOpacity="0.12" />
          <stop offset="0.5" stopColor="#c7d2fe" stopOpacity="0.55" />
          <stop offset="1" stopColor="#fff" stopOpacity="0.9" />
        </linearGradient>
      </defs>
      {STREAMS.map((path) => (
        <path key={path} d={path} fill="none" stroke="url(#river)" strokeWidth="2.2" strokeLinecap="round" />
      ))}
    </svg>
  );
}
