import { writeFile } from 'node:fs/promises'
import { ROUTES } from '#server/app/modules'
import { openApiDocument } from '#server/app/openapi'
import { writeTypes, type Contract } from './write-types.ts'

/** `npm run sdk`: writes the types of the contract as it is now. */
await writeFile(new URL('./contract.ts', import.meta.url), writeTypes(openApiDocument(ROUTES) as Contract))
