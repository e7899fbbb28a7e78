import { serverMisses } from '@/lib/runtime/deps';

/** Whether the server can let people in: 503 while its storage or its models are missing. */
export async function GET(): Promise<Response> {
  const missing = await serverMisses();
  const ready = missing.length === 0;
  return Response.json({ ready, missing }, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
