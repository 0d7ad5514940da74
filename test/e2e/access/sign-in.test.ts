import { describe, expect, it } from 'vitest'
import { makeAccount, samplePassword } from '../../harness/account.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.people['aims-manager']

describe('signing in', () => {
  it('leads to the page the person asked for, and out again', async () => {
    const page = await stage.open('/organization-units?kind=team')
    await page.waitForURL('**/sign-in?*')
    await page.getByLabel('Email').fill(manager.email)
    await page.getByLabel('Password').fill(manager.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Organization units', level: 1 }).waitFor()
    expect(new URL(page.url()).search).toBe('?kind=team')

    await page.getByRole('button', { name: /account and looks/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${server.url}/`)
    await page.waitForURL('**/sign-in')
  })

  it('ends what the page still waits for, before nobody is signed in any more', async () => {
    const page = await stage.openAs('aims-manager', '/')
    await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    const left = page.waitForRequest('**/api/auth/sign-out')
    // The list takes until the person has left.
    await page.route('**/api/organization-units?*', async (route) => {
      await (await left).response()
      await route.continue().catch(() => undefined)
    })
    await page.getByRole('link', { name: 'Organization units', exact: true }).first().click()
    await page.getByRole('heading', { name: 'Organization units', level: 1 }).waitFor()
    await page.getByRole('button', { name: /account and looks/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
  })

  it.each(['//example.org/x', '/\\example.org', 'https://example.org', 'javascript:alert(1)'])(
    'leads nowhere else: %s',
    async (next) => {
      const page = await stage.open(`/sign-in?next=${encodeURIComponent(next)}`)
      await page.getByLabel('Email').fill(manager.email)
      await page.getByLabel('Password').fill(manager.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
      expect(page.url()).toBe(`${server.url}/`)
    },
  )

  it('answers whoever only asks whether the pages are there', async () => {
    for (const path of ['/', '/risks']) {
      const answer = await fetch(`${stage.server.url}${path}`, { method: 'HEAD' })
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, ''])
    }
    expect((await fetch(`${stage.server.url}/`, { method: 'POST' })).status).toBe(404)
  })

  it('says what is wrong with a wrong password and keeps the address', async () => {
    stage.expectAnswers(401)
    const page = await stage.open('/sign-in')
    await page.getByLabel('Email').fill(manager.email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Email').inputValue()).toBe(manager.email)
  })

  it('lets an invited person choose a password and join', async () => {
    const { link } = await server.product.run<{ link: string }>(
      'person.invite',
      server.organization.actors.administrator,
      { name: 'Ada Invited', email: 'ada@example.org', roles: ['employee'] },
    )
    const page = await stage.open(link)
    await page.getByRole('heading', { name: /^Join/ }).waitFor()
    await page.getByLabel('New password').fill('three plain words together')
    await page.getByRole('button', { name: 'Set password and join' }).click()
    await page.getByText('Nothing waits for you, Ada').waitFor()
    await page.getByText('You have joined Example.').waitFor()
    expect(page.url()).toBe(`${server.url}/`)
  })

  it('lets an invited person who has an account join with its password', async () => {
    const { database, product } = server
    const email = 'carol@example.org'
    await makeAccount({ database, sources: product.sources }, email)
    const { link } = await product.run<{ link: string }>(
      'person.invite',
      server.organization.actors.administrator,
      { name: 'Carol Known', email, roles: ['employee'] },
    )
    const page = await stage.open(link)
    await page.getByText(`${email} has an account already`).waitFor()
    expect(await page.getByLabel('New password').count()).toBe(0)
    stage.expectAnswers(401)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('alert').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Password').fill(samplePassword)
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByText('Nothing waits for you, Carol').waitFor()
  })

  it('promises a reset link without telling whether the address is known', async () => {
    const page = await stage.open('/reset')
    await page.getByLabel('Email').fill('nobody@example.org')
    await page.getByRole('button', { name: 'Send link' }).click()
    await page.getByText('If this address belongs to an account').waitFor()
  })
})

describe('what a person sees', () => {
  it('holds no control that the permissions do not allow', async () => {
    const { id } = await server.product.run<{ id: string }>(
      'organization-unit.create',
      server.organization.actors['aims-manager'],
      { name: 'Model Validation' },
    )
    const page = await stage.openAs('employee', '/organization-units')
    await page.getByRole('link', { name: 'Model Validation' }).waitFor()
    expect(await page.getByRole('link', { name: /New organization unit/ }).count()).toBe(0)
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.goto(`${server.url}/organization-units/${id}`)
    await page.getByRole('heading', { name: 'Model Validation' }).waitFor()
    expect(await page.getByRole('button', { name: /Change$/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Close' }).count()).toBe(0)
    await page.goto(`${server.url}/organization-units/new`)
    await page.getByRole('heading', { name: 'Organization units are not added here' }).waitFor()
  })
})
