import { useEffect } from 'preact/hooks'
import { unitOf, type UnitSeen } from '#member/kit/unit'
import type { Answer } from './answers.ts'
import { useDesk } from './desk.ts'
import type { Profile, Program } from './shapes.ts'
import { deviceStorage } from './storage.ts'
import { useAnswer } from './use-answer.ts'

/** The program as it is in the reader's market and under the law of their province: a member's own, the shop's first for a guest and where the program has a member's market no more. */
export function useProgram(): Answer<Program> {
  const { isSignedIn, place } = useDesk()
  const { value: profile, problem } = useAnswer<Profile>(isSignedIn ? '/members/me/profile' : null)
  const path = !isSignedIn ? '/guide' : profile !== null ? guidePath(profile) : problem === null ? null : '/guide'
  const own = useAnswer<Program>(path)
  const isGone = own.value === null && own.problem?.status === 422
  const kept = isGone ? guidePath({ market: null, region: profile?.region ?? null }) : path
  const first = useAnswer<Program>(isGone ? kept : null)
  useEffect(() => {
    if (isSignedIn && kept !== null) deviceStorage()?.setItem(`rockpool:guide:${place.handle}`, kept)
  }, [isSignedIn, kept])
  return isGone ? first : own
}

/** A unit of the program by its id. */
export function useUnits(): (id: string | null) => UnitSeen {
  const { value } = useProgram()
  return (id) => unitOf(value, id)
}

/** The guide that a member of this device read last, so that it is asked for before it is known whose it is. */
export function lastGuide(handle: string): string {
  return deviceStorage()?.getItem(`rockpool:guide:${handle}`) ?? '/guide'
}

function guidePath({ market, region }: Pick<Profile, 'market' | 'region'>): string {
  const query = new URLSearchParams({ ...(market === null ? {} : { market }), ...(region === null ? {} : { region }) }).toString()
  return query === '' ? '/guide' : `/guide?${query}`
}
