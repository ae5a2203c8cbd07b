import classes from './SignInPage.module.css';

const STREAMS = [
  'M-20 90 C 180 90, 240 330, 420 360 S 640 380, 860 380',
  'M-20 190 C 160 200, 240 340, 420 368 S 640 388, 860 388',
  'M-20 300 C 140 305, 250 360, 420 376 S 640 396, 860 396',
  'M-20 430 C 150 430, 250 400, 420 384 S 640 404, 860 404',
  'M-20 560 C 170 550, 250 430, 420 392 S 640 412, 860 412',
  'M-20 690 C 200 680, 250 450, 420 400 S 640 420, 860 420',
];

/** Streams that become one river: the picture beside the sign-in form. */
export function Confluence() {
  return (
    <svg className={classes.streams} viewBox="0 0 800 800" preserveAspectRatio="xMidYMid slice" focusable="false">
      <title>Tributary</title>
      <defs>
        <linearGradient id="river" x1="0" x2="1">
          <stop offset="0" stopColor="#fff" stopOpacity="0.16" />
          <stop offset="1" stopColor="#fff" stopOpacity="0.85" />
        </linearGradient>
      </defs>
      {STREAMS.map((path) => (
        <path key={path} d={path} fill="none" stroke="url(#river)" strokeWidth="2" strokeLinecap="round" />
      ))}
      {STREAMS.map((path, index) => (
        <circle
          key={path}
          cx={60 + index * 14}
          cy={[104, 205, 306, 429, 548, 668][index]}
          r="5"
          fill="#fff"
          opacity="0.9"
        />
      ))}
    </svg>
  );
}
