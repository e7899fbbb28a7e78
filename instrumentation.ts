/** Called by Next.js once, before the first request. A server that cannot open its storage or models must not serve. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('@/lib/auth/start-up');
  const { asSesameError } = await import('@/lib/errors');
  try {
    await startUp();
  } catch (error) {
    console.error(`Open Sesame cannot start: ${asSesameError(error)?.message ?? error}`);
    process.exit(1);
  }
}
