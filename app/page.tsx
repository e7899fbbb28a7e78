import type { ReactElement } from 'react';
import { Home } from '@/components/site/home';

export default async function HomePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactElement> {
  const { logged_out } = await searchParams;
  return <Home loggedOut={logged_out === '1'} />;
}
