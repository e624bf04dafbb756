import { secondHalf } from './all.ts'
import { tryEach } from './try-each.ts'

tryEach(secondHalf)
