import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type ImportMapping, importMappingSchema } from '../../kernel/register/exchange.ts'
import type { ExchangeRules } from '../../platform/exchange/exchange-rules.ts'

const shippedMapping = (name: string) =>
  importMappingSchema.parse(parse(readFileSync(new URL(`./mappings/${name}.yaml`, import.meta.url), 'utf8')))

let mappings: readonly ImportMapping[] | undefined

/** How AI systems are imported: the mappings that come with the product. */
export const importRules: ExchangeRules = {
  mappings: () => {
    mappings ??= [shippedMapping('us-federal-inventory-2024')]
    return mappings
  },
}
