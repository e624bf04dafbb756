import { useEffect, useState } from 'preact/hooks'
import type { ComponentType } from 'preact'
import { useDesk } from './desk.ts'
import { MemberHome } from './member-home.tsx'
import { Skeleton, Unreached } from './parts.tsx'
import { pieceOf } from './piece.ts'

/** The first page: of a member what they have, of a guest why to join; of a store that has a list of mails alone what the list is. */
export function HomePage() {
  const { isSignedIn, shop, say } = useDesk()
  const isMember = isSignedIn && !shop.isMailingList
  const Other = useOtherHome(isMember ? null : shop.isMailingList ? 'list-home' : 'guest-home')
  if (isMember) return <MemberHome />
  if (Other === 'failed') return <Unreached />
  return Other === null ? <Skeleton lines={6} of={say('wait.page')} /> : <Other />
}

const OTHERS: Readonly<Record<'guest-home' | 'list-home', () => Promise<ComponentType>>> = {
  'guest-home': () => import('./guest-home.tsx').then(({ GuestHome }) => GuestHome),
  'list-home': () => import('./list-home.tsx').then(({ ListHome }) => ListHome),
}

/** Members never need what others see, so it comes on its own. */
function useOtherHome(wanted: keyof typeof OTHERS | null): ComponentType | 'failed' | null {
  const [view, setView] = useState<{ Other: ComponentType | 'failed' } | null>(null)
  useEffect(() => {
    if (wanted !== null) pieceOf(wanted, OTHERS[wanted]).then((Other) => setView({ Other }), () => setView({ Other: 'failed' }))
  }, [wanted])
  return view?.Other ?? null
}
