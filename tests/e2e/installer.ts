import { expect, type Locator, type Page } from 'playwright/test'
import type { Language } from './texts.ts'
import { textsOf } from './texts.ts'

/** What a person can do to the devices of the bench, in the words of its panel. */
const hands = {
  scanGoods: { role: 'scanner', ru: 'Товар, EAN-13', en: 'Goods, EAN-13' },
  scanMarked: { role: 'scanner', ru: 'Обувь', en: 'Shoes' },
  putWeight: { role: 'scale', ru: 'Положить груз', en: 'Put a load' },
  clearPan: { role: 'scale', ru: 'Снять груз', en: 'Clear the pan' },
  sendToOperator: { role: 'fiscal-register', ru: 'Передать документы в ОФД', en: 'Send documents to the operator' },
  replaceStorage: { role: 'fiscal-register', ru: 'Вставить новый ФН', en: 'Put a new storage in' },
} as const
export type Hand = keyof typeof hands

/** An installer in front of the screen: finds things by what they say, never by how they are made. */
export class Installer {
  readonly page: Page
  readonly language: Language
  readonly say: ReturnType<typeof textsOf>

  constructor(page: Page, language: Language) {
    this.page = page
    this.language = language
    this.say = textsOf(language)
  }

  button(key: string, values?: Record<string, string>): Locator {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true })
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.say(key), exact: true })
  }

  async goTo(place: 'setup' | 'check' | 'log' | 'traffic' | 'settings'): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: this.say(`ui.rail.${place}`) })
      .click()
  }

  async speak(language: Language): Promise<void> {
    if (language === 'ru') return
    const russian = textsOf('ru')
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: russian('ui.rail.settings') })
      .click()
    await this.page.getByText('English', { exact: true }).click()
    await this.goTo('setup')
  }

  async fillShop(): Promise<void> {
    const field = (key: string) => this.page.getByLabel(this.say(`ui.wizard.shop.${key}`), { exact: true })
    await field('organisation').fill('ООО «Ромашка»')
    await field('taxpayerNumber').fill('7707083893')
    await field('address').fill('Москва, Садовая улица, 1')
    await field('till').fill('Касса 1')
    await field('installerName').fill('Монтажник учебный')
    await field('installerOrganisation').fill('Учебный сервисный центр')
    await this.page.getByRole('button', { name: this.say('ui.wizard.shop.posSoftware') }).click()
    await this.page.getByRole('option', { name: this.say('ui.wizard.shop.software.1c-retail') }).click()
  }

  async next(): Promise<void> {
    const next = this.button('ui.wizard.next')
    await expect(next).toBeEnabled()
    await this.closeBench()
    await next.click()
  }

  /** Searches, and gives every device that named itself its role. */
  async findDevices(count: number): Promise<void> {
    await this.button('ui.devices.start').click()
    await this.button('ui.devices.bindAll', { count: String(count) }).click()
    await expect(this.page.getByText(this.say('ui.devices.bound'), { exact: true })).toHaveCount(count)
  }

  /** Finds the device of one role on the test screen and gives it its role. */
  async bindOne(role: 'fiscal-register' | 'payment-terminal'): Promise<void> {
    await this.goTo('check')
    await this.button(`ui.devices.search.${role}`).click()
    const bind = this.page.getByRole('button', { name: this.say('ui.devices.bind'), exact: true })
    await expect(bind.first()).toBeVisible()
    await bind.last().click()
  }

  /** Runs one required check of the chapter after the other, doing with `hands` what each asks for, until the way on is free. */
  async passChecks(help: readonly Hand[] = []): Promise<void> {
    const remaining = [...help]
    const [start, cancel, yes] = [
      this.button('ui.check.run'),
      this.button('ui.check.cancel'),
      this.button('ui.check.answerYes'),
    ]
    await expect(async () => {
      if (await yes.isVisible()) await this.press(yes)
      else if (await cancel.isVisible()) {
        const hand = remaining.shift()
        if (hand) await this.use(hand)
        await expect(cancel).toBeHidden()
      } else if (await start.isVisible()) await this.press(start)
      await expect(this.button('ui.wizard.next')).toBeEnabled({ timeout: 300 })
    }).toPass({ timeout: 90_000, intervals: [200] })
  }

  async openBench(): Promise<void> {
    const bench = this.page.getByRole('heading', { name: this.say('ui.bench.title'), exact: true })
    if (!(await bench.isVisible())) await this.page.getByRole('button', { name: this.say('ui.rail.bench') }).click()
    await expect(bench).toBeVisible()
  }

  /** On a small screen the panel lies over what a person wants to press next. */
  async closeBench(): Promise<void> {
    const close = this.button('ui.actions.closePanel')
    if (await close.isVisible()) await close.click()
    await expect(close).toBeHidden()
  }

  /** Closes whatever lies open at the side. */
  async closePanel(): Promise<void> {
    const close = this.button('ui.actions.closePanel').or(this.button('ui.actions.close'))
    if (await close.first().isVisible()) await close.first().click()
  }

  async press(button: Locator): Promise<void> {
    await this.closeBench()
    await button.click()
  }

  /** Turns a fault of a device of the bench on, or off again. */
  async toggleFault(role: 'payment-terminal', label: Record<Language, string>): Promise<void> {
    await this.openBench()
    await this.page.getByRole('tab', { name: this.say(`ui.roles.${role}.short`) }).click()
    const fault = this.page.getByText(label[this.language], { exact: true })
    if (!(await fault.isVisible())) {
      const [before = ''] = this.say('ui.bench.faults').split('{{')
      await this.page.getByRole('button', { name: new RegExp(`^${before}`, 'u') }).click()
    }
    await fault.click()
    await this.closeBench()
  }

  /** Does something at a device of the bench. */
  async use(hand: Hand): Promise<void> {
    const { role } = hands[hand]
    await this.openBench()
    await this.page.getByRole('tab', { name: this.say(`ui.roles.${role}.short`) }).click()
    await this.page.getByRole('button', { name: hands[hand][this.language], exact: true }).click()
  }
}
