/** Whether the process serves. */
export async function GET(): Promise<Response> {
  return Response.json({ live: true }, { headers: { 'cache-control': 'no-store' } });
}
