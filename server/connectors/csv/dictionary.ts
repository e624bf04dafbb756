/** Texts that recur, each kept once under a number: '' is 0, the others follow as they come. */
export type Dictionary = { numberOf(text: string): number; textOf(number: number): string; texts(): readonly string[] }

/** An empty dictionary. It keeps its texts in memory: for products, currencies, countries, not for orders or members. */
export function createDictionary(): Dictionary {
  const texts = ['']
  const numbers = new Map([['', 0]])
  return {
    numberOf(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      // A field is a slice that keeps the whole piece of the file alive; the copy does not.
      const kept = Buffer.from(text).toString()
      numbers.set(kept, texts.length)
      return texts.push(kept) - 1
    },
    textOf: (number) => texts[number]!,
    texts: () => texts,
  }
}
