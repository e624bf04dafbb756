import { useEffect, useState } from 'preact/hooks'
import type { ComponentType } from 'preact'
import { useDesk } from './desk.ts'
import { MemberHome } from './member-home.tsx'
import { Skeleton, Unreached } from './parts.tsx'
import { pieceOf } from './piece.ts'

/** The first page: of a member what they have, of a guest why to join. */
export function HomePage() {
  const { isSignedIn, shop, say } = useDesk()
  const Guest = useGuestHome(isSignedIn && !shop.isMailingList)
  if (isSignedIn && !shop.isMailingList) return <MemberHome />
  if (Guest === 'failed') return <Unreached />
  return Guest === null ? <Skeleton lines={6} of={say('wait.page')} /> : <Guest />
}

/** Members never need what guests see, so it comes on its own. */
function useGuestHome(isMember: boolean): ComponentType | 'failed' | null {
  const [view, setView] = useState<{ Guest: ComponentType | 'failed' } | null>(null)
  useEffect(() => {
    if (!isMember) pieceOf('guest-home', () => import('./guest-home.tsx')).then(({ GuestHome }) => setView({ Guest: GuestHome }), () => setView({ Guest: 'failed' }))
  }, [isMember])
  return view?.Guest ?? null
}
