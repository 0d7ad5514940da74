import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { shippedPacks } from '../../src/platform/packs/shipped-packs.ts'
import { newSystem, vectorAnswers } from '../harness/sample/regulation-samples.ts'
import { accessibilityFaults, setStage } from './browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const manager = organization.actors['aims-manager']
const { questions, tiers, test_vectors } = shippedPacks().regulation.content

/** The places of a question's options that an answer chooses. */
function chosen(question: string, answer: unknown): number[] {
  const asked = questions.find(({ id }) => id === question)
  if (!asked) throw new Error(`No question ${question}.`)
  if (asked.type === 'boolean') return [answer === true ? 0 : 1]
  return [answer].flat().map((one) => (asked.options ?? []).findIndex(({ id }) => id === one))
}

/** Answers the next question that the page asks, by keyboard. @returns its id; undefined when none is left. */
async function answerNext(
  page: Page,
  answers: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const open = page.locator('fieldset[id^="question-"]:not(:has(input:checked))').first()
  if ((await open.count()) === 0) return undefined
  const id = (await open.getAttribute('id'))?.replace('question-', '') ?? ''
  const options = page.locator(`#question-${id} input`)
  for (const place of chosen(id, answers[id])) {
    await options.nth(place).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => options.nth(place).isChecked()).toBe(true)
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
  }
  return id
}

it.each(test_vectors.filter(({ id }) => ['T05', 'T11', 'T24'].includes(id)))(
  'leads a person through $id $title',
  async ({ id, title, tier, obligations }) => {
    const system = await newSystem(product, manager, { name: title, intended_purpose: title })
    const page = await stage.openAs('aims-manager', `/ai-systems/${system.id}`)
    await page.getByRole('button', { name: 'Determine', exact: true }).last().click()
    await page.getByRole('heading', { name: `EU AI Act: ${title}`, level: 1 }).waitFor()
    const answers = vectorAnswers(id)
    const asked: string[] = []
    for (let one = await answerNext(page, answers); one; one = await answerNext(page, answers))
      asked.push(one)
    // Each is asked once, in the order of the rules.
    expect(asked).toEqual(questions.map(({ id: one }) => one).filter((one) => asked.includes(one)))

    const result = page.getByRole('complementary', { name: 'Result' })
    const found = tiers.find((one) => one.id === tier)
    await result.getByText(found?.title ?? '', { exact: true }).waitFor()
    expect(
      await result
        .getByRole('listitem')
        .filter({ hasText: /(in force since|from) [\w ,]+ 20\d\d/ })
        .count(),
    ).toBe(obligations.length)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Rationale').fill(`As ${id}.`)
    await page.getByRole('button', { name: 'Propose' }).click()
    await page.getByText(`As ${id}.`).waitFor()
    await page.getByRole('button', { name: 'Propose' }).waitFor({ state: 'detached' })
    const { items } = await product.run<{ items: { kind: string; open: { record: object } | null }[] }>(
      'determination.of-system',
      manager,
      { ai_system_id: system.id },
    )
    expect(items.find(({ kind }) => kind === 'eu_ai_act')?.open?.record).toMatchObject({
      state: 'proposed',
      tier,
      rationale: `As ${id}.`,
    })
  },
)
