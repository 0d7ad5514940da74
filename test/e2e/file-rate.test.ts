import { expect, it } from 'vitest'
import { accessibilityFaults, setStage } from './browser.ts'

let now = new Date('2026-05-04T09:00:00Z')
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const stage = await setStage({ rates: { read: 0, write: 0, file: 1 }, rateClock: () => now })

const systems = (name: string, rows: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`Name,Reference\n${rows}\n`),
})

it('too many files at once are refused with what was kept and when to go on, and go through then', async () => {
  // An import that was refused has no progress to tell.
  stage.expectAnswers(404, 429)
  const page = await stage.openAs('aims-manager', '/ai-systems/import')
  const file = page.locator('input[type="file"]')
  const examined = page.getByRole('heading', { name: 'What would happen' })
  await file.setInputFiles(systems('first.csv', 'Chat,A1'))
  await examined.waitFor()

  await page.getByRole('button', { name: 'Import 1 AI system' }).click()
  const refused = page.getByRole('alert')
  await refused.getByText('Too many files in a short time. Nothing was changed. Try again in 60 s.').waitFor()
  await page.getByText('first.csv').waitFor()
  await examined.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  later(60)
  await page.getByRole('button', { name: 'Import 1 AI system' }).click()
  await page.getByRole('heading', { name: 'first.csv was imported' }).waitFor()

  await page.getByRole('button', { name: 'Import another file' }).click()
  await file.setInputFiles(systems('second.csv', 'Router,A2'))
  await refused.getByText('Too many files in a short time.').waitFor()
  expect(await refused.getByText('Nothing was').count()).toBe(1)
  later(60)
  await refused.getByRole('button', { name: 'Try again' }).click()
  await examined.waitFor()
  await page.getByText('second.csv').waitFor()
})
