import { FIRST_PROGRAM } from './first-program.ts'

const DOCUMENTS: Readonly<Record<string, () => Promise<{ default: string }>>> = {
  first: async () => ({ default: FIRST_PROGRAM }),
  'online-retail': () => import('#programs/online-retail.yaml?raw'),
  fashion: () => import('#programs/fashion.yaml?raw'),
  'shein-like': () => import('#programs/shein-like.yaml?raw'),
  'black-diamond': () => import('#programs/black-diamond.yaml?raw'),
  electronics: () => import('#programs/electronics.yaml?raw'),
  wholesale: () => import('#programs/wholesale.yaml?raw'),
  'cny-hundred': () => import('#programs/cny-hundred.yaml?raw'),
}

/** The programs that a store can begin with, the plainest first. */
export const TEMPLATES: readonly string[] = Object.keys(DOCUMENTS)

/** The document of a template, as it is written. */
export async function readTemplate(template: string): Promise<string> {
  const { default: text } = await (DOCUMENTS[template] ?? DOCUMENTS['first']!)()
  return text
}
