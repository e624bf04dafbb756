import { useEffect } from 'preact/hooks'
import { useDesk } from './desk.ts'
import type { Profile } from './shapes.ts'
import { keptLocale } from './storage.ts'
import { useAnswer } from './use-answer.ts'

/** On a device where nobody has chosen a language yet, whoever signs in has the one of their profile. */
export function OwnLanguage() {
  const { isSignedIn, place, shop, locale, onLocale } = useDesk()
  const isOpen = isSignedIn && keptLocale(place.handle) === null
  const own = useAnswer<Profile>(isOpen ? '/members/me/profile' : null).value?.locale ?? null
  useEffect(() => {
    const found = isOpen ? shop.languages.find((one) => one === own) : undefined
    if (found !== undefined && found !== locale) onLocale(found)
  }, [isOpen, own])
  return null
}
