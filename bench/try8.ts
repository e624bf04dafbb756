import { measureStarts } from './starts.ts'
console.log(await measureStarts())
