export default async function globalTeardown() {
  await globalThis.foyerTestServices.stop();
}
