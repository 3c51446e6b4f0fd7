import { type Locator, type Page } from 'playwright-core';

/** More than any page has to tab through before what is looked for. */
const MOST_TABS = 150;

/** Somebody who has a keyboard and nothing else. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Tabs on until the first element that fits has the focus. @throws Error where the focus never gets there, or hides */
  async to(selector: string): Promise<void> {
    const target = this.page.locator(selector).first();
    await target.waitFor({ state: 'attached' });
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await hasFocus(target)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`No way by the keyboard to ${selector} on ${this.page.url()}`);
  }

  /** Writes into a field. */
  async write(selector: string, text: string): Promise<void> {
    await this.to(selector);
    await this.page.keyboard.type(text);
  }

  /** Chooses one of several by the arrows. */
  async choose(name: string, value: string): Promise<void> {
    const chosen = this.page.locator(`input[name="${name}"][value="${value}"]`);
    await this.to(`input[name="${name}"]:checked, input[name="${name}"]`);
    for (let steps = 0; !(await chosen.isChecked()); steps += 1) {
      if (steps > MOST_TABS) throw new Error(`${value} cannot be chosen by the keyboard`);
      await this.page.keyboard.press(steps === 0 ? 'Space' : 'ArrowDown');
    }
  }

  /** Follows a link or presses a button, and waits for the page that comes of it. */
  async enter(selector: string): Promise<void> {
    await this.to(selector);
    await this.go('Enter');
  }

  /** Presses a key that leads to another page, and waits for it. */
  async go(key: 'Enter' | 'Space'): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press(key)]);
  }
}

async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    if (element !== document.activeElement) return false;
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom <= 0 || top >= window.innerHeight) throw new Error('the focus is out of sight');
    return true;
  });
}
