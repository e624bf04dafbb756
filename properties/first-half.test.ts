import { firstHalf } from './all.ts'
import { tryEach } from './try-each.ts'

tryEach(firstHalf)
