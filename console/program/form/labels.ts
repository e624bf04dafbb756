import { useMemo } from 'react'
import { useWords } from '#console/words/use-words.ts'

/** The words of a form's fields: its own where it has them, else those that every form shares. */
export type Labels = { label: (key: string) => string; hint: (key: string) => string | undefined; word: (key: string, word: string) => string | undefined }

export function useLabels(form: string): Labels {
  const { say, has } = useWords()
  return useMemo(() => {
    const said = (keys: readonly string[]): string | undefined => {
      const key = keys.find(has)
      return key === undefined ? undefined : say(key)
    }
    return {
      label: (key) => said([`form.field.${form}.${key}`]) ?? say(`form.field.any.${key}`),
      hint: (key) => said([`form.hint.${form}.${key}`, `form.hint.any.${key}`]),
      word: (key, word) => said([`form.word.${form}_${key}.${word}`, `form.word.${key}.${word}`]),
    }
  }, [form, say, has])
}
