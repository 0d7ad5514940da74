import { readFile } from 'node:fs/promises'
import { makeOrganization, makeProduct } from '../../test/harness/organization.ts'
import type { Part } from '../bench.ts'

/** The public inventory, 2,133 rows of 62 columns, imported into a fresh organization, all or nothing. */
export const importPart: Part = {
  name: 'import',
  run: async (ground, { repetitions }) => {
    const database = await ground.apart('bench_import')
    const product = makeProduct(database, () => new Date())
    const file = {
      file_name: 'inventory.csv',
      bytes: await readFile(new URL('../../demo/us-federal-ai-inventory-2024.csv', import.meta.url)),
    }
    const rates: number[] = []
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      const organization = await makeOrganization(database, product.sources)
      const actor = organization.actors['aims-manager']
      const preview = await product.run<{ file: { sha256: string }; mapping: { name: string } }>(
        'ai-system.preview-import',
        actor,
        {},
        file,
      )
      const started = performance.now()
      const { created } = await product.run<{ created: number }>(
        'ai-system.import',
        actor,
        { mapping: preview.mapping.name, sha256: preview.file.sha256 },
        file,
      )
      // The first one warms up.
      if (repetition > 0) rates.push((created * 1000) / (performance.now() - started))
    }
    return [{ name: 'import of 2,133 systems', unit: 'rows/s', values: rates, target: { at_least: 3000 } }]
  },
}
