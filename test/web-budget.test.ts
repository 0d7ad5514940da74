import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { budget, weighRoutes } from '../tools/web-budget.ts'
import { buildWebIfChanged } from '../tools/web-build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

describe('the weight of a first visit', () => {
  beforeAll(async () => {
    await buildWebIfChanged(root)
  })

  it('stays within the budget on every route, in bytes after gzip', async () => {
    const routes = await weighRoutes(root)
    expect(routes.length).toBeGreaterThan(3)
    for (const { route, js, css } of routes) {
      expect([route, js > 0 && js <= budget.js]).toEqual([route, true])
      expect([route, css > 0 && css <= budget.css]).toEqual([route, true])
    }
  })
})
