/** What the build makes of imports that are no scripts. */
declare module '*?url' {
  const address: string;
  export default address;
}
declare module '*.css';
