import { useEffect } from 'preact/hooks'
import { nearestLocale } from '#member/kit/text'
import { useDesk } from './desk.ts'
import type { Profile } from './shapes.ts'
import { keptLocale } from './storage.ts'
import { useAnswer } from './use-answer.ts'

/** Where nobody has chosen a language on this device, and no address has named one, whoever signs in has the one of their profile, or the nearest to it. */
export function OwnLanguage() {
  const { isSignedIn, place, shop, locale, onLocale } = useDesk()
  const isOpen = isSignedIn && keptLocale(place.handle) === null
  const own = useAnswer<Profile>(isOpen ? '/members/me/profile' : null).value?.locale ?? null
  useEffect(() => {
    const found = isOpen && own !== null ? nearestLocale(own, shop.languages) : undefined
    if (found !== undefined && found !== locale) onLocale(found)
  }, [isOpen, own])
  return null
}
