import { describe, expect, it } from 'vitest'
import { accessibilityFaults, atRest, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']

async function makeUnit(name: string): Promise<string> {
  const { id } = await server.product.run<{ id: string }>('organization-unit.create', manager, {
    name,
    short_name: 'OLD',
    kind: 'team',
  })
  return `/organization-units/${id}`
}

describe('creating a record', () => {
  it('asks for what is needed beside its field, keeps the draft, and opens the record', async () => {
    const page = await stage.openAs('aims-manager', '/organization-units/new')
    await page.getByLabel('Short name').fill('FD')
    await page.getByRole('button', { name: 'Create organization unit' }).click()
    await page.getByText('is needed').waitFor()
    expect(await page.locator('input:focus').getAttribute('aria-invalid')).toBe('true')

    await page.reload()
    expect(await page.getByLabel('Short name').inputValue()).toBe('FD')
    await page.getByLabel('Name required').fill('Fraud Detection')
    await page.getByRole('button', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Team' }).click()
    await page.getByRole('button', { name: 'Create organization unit' }).click()
    await page.getByRole('heading', { name: 'Fraud Detection', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Kind: Team. Change' }).waitFor()
  })
})

describe('a text that is too long for its field', () => {
  it('is never cut without a word when it is pasted', async () => {
    const page = await stage.openAs('aims-manager', '/organization-units/new')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const paste = async (length: number) => {
      await page.evaluate(`navigator.clipboard.writeText('${'x'.repeat(length)}')`)
      await page.getByLabel('Name required').focus()
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Control+v')
    }
    const told = page.getByText('The end of what you pasted was left out')
    await paste(20)
    expect(await page.getByLabel('Name required').inputValue()).toHaveLength(20)
    expect(await told.count()).toBe(0)
    await paste(5000)
    await told.waitFor()
  })
})

describe('a record', () => {
  it('is edited where it is read, and its history says what changed', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Credit Scoring'))
    await page.getByRole('button', { name: 'Short name: OLD. Change' }).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('CS')
    await page.keyboard.press('Enter')
    await page.getByText('Short name saved.').waitFor()
    await page.getByRole('button', { name: 'Add purpose' }).click()
    await page.getByRole('textbox', { name: 'Purpose' }).fill('Scores loans.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Purpose saved.').waitFor()
    await page.getByRole('button', { name: 'Owner: Not known. Change' }).click()
    await page.getByRole('combobox', { name: 'Owner' }).fill('internal')
    await page.getByRole('option', { name: /internal-auditor/ }).click()
    await page.getByRole('button', { name: /^Owner: Example internal-auditor/ }).waitFor()
    await page.getByText('Short name: OLD → CS').waitFor()
  })

  it('is arrived at by its heading, also when it has to be read first', async () => {
    await makeUnit('Arrived at')
    const page = await stage.openAs('aims-manager', '/organization-units?q=Arrived')
    await page.getByRole('link', { name: 'Arrived at' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('h1:focus', { hasText: 'Arrived at' }).waitFor()
  })

  it('takes comments', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Commented'))
    await page.getByRole('textbox', { name: 'Write a comment' }).fill('Who takes over in March?')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByRole('listitem').filter({ hasText: 'Who takes over in March?' }).waitFor()
  })

  it('is decided on with a reason, after saying what follows', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Collections'))
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Close' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('It can no longer be chosen for new records.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Close', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('Merged into Retail Credit')
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText('Collections is now: Closed.').waitFor()
    await page.getByText('Merged into Retail Credit').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Reopen' }).waitFor()
  })

  it('is archived, says so, and is restored', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Pricing'))
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByText('This record is archived').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Restore' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await page.getByText('Pricing was restored.').waitFor()
    expect(await page.getByText('This record is archived').count()).toBe(0)
  })

  it('shows both versions when two people change it, and keeps what the second decides', async () => {
    stage.expectAnswers(412)
    const path = await makeUnit('Treasury')
    const first = await stage.openAs('aims-manager', path)
    const second = await stage.openAs('administrator', path)
    // Both begin before either is done: what one saves appears on the other's page at once.
    for (const [page, typed] of [
      [second, 'TRE'],
      [first, 'TSY'],
    ] as const) {
      await page.getByRole('button', { name: 'Short name: OLD. Change' }).click()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(typed)
    }
    await first.keyboard.press('Enter')
    await first.getByText('Short name saved.').waitFor()
    await second.keyboard.press('Enter')
    const merge = second.getByRole('dialog', { name: /Somebody changed/ })
    await merge.getByText('Example aims-manager saved another version').waitFor()
    expect(await merge.getByRole('row', { name: /Short name/ }).textContent()).toContain('TSY')
    await merge.getByRole('radio', { name: 'Keep your Short name' }).check()
    await merge.getByRole('button', { name: 'Save merged version' }).click()
    await second.getByText('Short name saved.').waitFor()
    await second.getByRole('button', { name: 'Short name: TRE. Change' }).waitFor()
  })

  it('names what leads to it', async () => {
    const path = await makeUnit('Parent unit')
    await server.product.run('organization-unit.create', manager, {
      name: 'Child unit',
      parent_id: path.split('/').at(-1),
    })
    const page = await stage.openAs('aims-manager', path)
    await page.getByText('Is part of it').waitFor()
    await page.getByRole('link', { name: 'Child unit' }).click()
    await page.getByRole('heading', { name: 'Child unit', level: 1 }).waitFor()
    const thread = page.getByRole('complementary')
    await thread.getByRole('heading', { name: 'Leads here' }).waitFor()
    await thread.getByRole('link', { name: 'Parent unit' }).waitFor()
  })

  it('says of a duty for how long it is overdue, and what tells it apart in the thread of what it is about', async () => {
    const unit = await makeUnit('Late office')
    const duty = (due_on: string) =>
      server.product.run<{ id: string }>('obligation.create', manager, {
        title: 'Look at the office',
        kind: 'review',
        origin: 'request',
        subject_id: unit.split('/').at(-1),
        due_on,
      })
    await duty('2999-02-01')
    const { id } = await duty('2020-01-31')
    const page = await stage.openAs('aims-manager', `/obligations/${id}`)
    const remark = page.getByRole('article').getByText('days overdue').first()
    await remark.waitFor()
    // What waits stands above the facts.
    const waits = await page.getByRole('heading', { name: 'Waits for you' }).boundingBox()
    const facts = await page.getByRole('heading', { name: 'Duty' }).boundingBox()
    expect(waits?.y).toBeLessThan(facts?.y ?? 0)
    await page.goto(`${server.url}${unit}`)
    const thread = page.getByRole('complementary')
    for (const day of ['Due on Jan 31, 2020', 'Due on Feb 1, 2999']) await thread.getByText(day).waitFor()
  })

  it('opens what a reference names, and changes the reference beside it, with the keyboard too', async () => {
    const parent = await makeUnit('Head office')
    const { id } = await server.product.run<{ id: string }>('organization-unit.create', manager, {
      name: 'Branch',
      parent_id: parent.split('/').at(-1),
    })
    const page = await stage.openAs('aims-manager', `/organization-units/${id}`)
    const facts = page.getByRole('article')
    await facts.getByRole('link', { name: 'Head office' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Part of' }).waitFor()
    await page.keyboard.press('Escape')
    await facts.getByRole('link', { name: 'Head office' }).click()
    await page.getByRole('heading', { name: 'Head office', level: 1 }).waitFor()
  })

  it('says its title once: in its heading, and in the line above when that is scrolled away', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Long page'), { height: 420 })
    const again = page.locator('header').getByText('Long page')
    await page.getByRole('heading', { name: 'Long page', level: 1 }).waitFor()
    await again.waitFor({ state: 'hidden' })
    await page.getByRole('textbox', { name: 'Write a comment' }).scrollIntoViewIfNeeded()
    await again.waitFor({ state: 'visible' })
  })

  it('does not move what a person reads while its parts are read', async () => {
    const { id } = await server.product.run<{ id: string }>('ai-system.create', manager, {
      name: 'Credit scoring',
      intended_purpose: 'Proposes a limit that a person confirms.',
    })
    await server.product.run('ai-system.comment', manager, { id, body: 'Which limits are proposed?' })
    const page = await stage.openAs('aims-manager', `/ai-systems/${id}`)
    await page.getByText('Which limits are proposed?').waitFor()
    await atRest(page)
    const moved = await page.evaluate(`new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift', buffered: true })
      requestAnimationFrame(() => setTimeout(() => resolve([]), 100))
    })`)
    expect(moved).toEqual([])
  })

  it('gives the focus back to what was being edited', async () => {
    const page = await stage.openAs('aims-manager', await makeUnit('Where the focus stays'))
    await page.getByRole('button', { name: 'Add purpose' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Purpose' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'Add purpose' }).waitFor()
    await page.getByRole('button', { name: 'Name: Where the focus stays. Change' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'Where the focus stays' }).waitFor()
  })

  it('says before a step what is missing, and leads there', async () => {
    const { id } = await server.product.run<{ id: string }>('ai-system.create', manager, { name: 'Router' })
    const page = await stage.openAs('aims-manager', `/ai-systems/${id}`)
    await page.getByText('Before “Submit for review”: determine the organization’s AI roles').waitFor()
    await page.locator('[data-settles="submit"] + section button').first().waitFor()
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Go there' }).click()
    await page.locator('[data-settles="submit"] + section :focus').waitFor()
  })

  it('does not call unknown what lies ahead', async () => {
    const duty = await server.product.run<{ id: string }>('obligation.create', manager, {
      title: 'Read the new terms',
      kind: 'reading',
      origin: 'request',
      due_on: '2099-01-01',
    })
    const page = await stage.openAs('internal-auditor', `/obligations/${duty.id}`)
    await page.getByRole('heading', { name: 'Outcome' }).waitFor()
    const outcome = page.locator('section', { has: page.getByRole('heading', { name: 'Outcome' }) })
    expect(await outcome.getByText('None yet').count()).toBe(2)
    expect(await outcome.getByText('Not known').count()).toBe(0)
  })

  it('leads to where records begin that no form adds', async () => {
    const page = await stage.openAs('aims-manager', '/determinations/new')
    await page.getByRole('heading', { name: 'Determinations are not added here' }).waitFor()
    await page.getByRole('link', { name: 'Go to AI systems' }).click()
    await page.getByRole('heading', { name: 'AI systems', level: 1 }).waitFor()
    await page.goto(`${server.url}/people/new`)
    await page.getByText('People join by an invitation').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it.each(['not-an-id', 'summary'])('is no record where the address holds no id, but %s', async (name) => {
    const page = await stage.openAs('aims-manager', `/organization-units/${name}`)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  })
})
