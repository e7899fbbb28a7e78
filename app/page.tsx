import type { ReactElement } from 'react';
import { Home } from '@/components/site/home';
import { signedInName } from './signed-in-name';

export default async function HomePage(): Promise<ReactElement> {
  return <Home isSignedIn={(await signedInName()) !== undefined} />;
}
