/** Where to go after sign-in: the wanted address when it lies inside the console, the home page otherwise. */
export function returnAddress(wanted: string): string {
  const inside = wanted.startsWith('/') && !wanted.startsWith('//') && !wanted.includes('\\');
  return inside && !wanted.startsWith('/sign-in') ? wanted : '/';
}
