import { useEffect } from 'preact/hooks'
import type { Answer } from './answers.ts'
import { useDesk } from './desk.ts'
import type { Profile, Program } from './shapes.ts'
import { deviceStorage } from './storage.ts'
import { useAnswer } from './use-answer.ts'

/** The program as it is in the reader's market: a member's own, the shop's first for a guest. */
export function useProgram(): Answer<Program> {
  const { isSignedIn, place } = useDesk()
  const profile = useAnswer<Profile>(isSignedIn ? '/members/me/profile' : null)
  const path = !isSignedIn ? '/guide' : profile.value !== null ? guidePath(profile.value.market) : profile.problem === null ? null : '/guide'
  useEffect(() => {
    if (isSignedIn && path !== null) deviceStorage()?.setItem(`rockpool:guide:${place.handle}`, path)
  }, [isSignedIn, path])
  return useAnswer<Program>(path)
}

/** The guide that a member of this device read last, so that it is asked for before it is known whose it is. */
export function lastGuide(handle: string): string {
  return deviceStorage()?.getItem(`rockpool:guide:${handle}`) ?? '/guide'
}

function guidePath(market: string | null): string {
  return market === null ? '/guide' : `/guide?market=${encodeURIComponent(market)}`
}
