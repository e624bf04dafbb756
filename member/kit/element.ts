import { h, render, type ComponentType } from 'preact'

/** Attributes of an element by their names; null where one is not there. */
export type Attributes = Readonly<Record<string, string | null>>

export type ElementOptions<P> = {
  /** Attributes that are watched. */
  attributes: readonly string[]
  view: ComponentType<P>
  /** What the view is given, of the attributes and properties as they are. */
  read: (attributes: Attributes, properties: Readonly<Record<string, unknown>>, host: HTMLElement) => P
  /** Properties that pages may set from JavaScript. */
  properties?: readonly string[]
  /** The style sheets of its shadow root: made by script, so that no policy of the page stands in their way. */
  sheets: readonly CSSStyleSheet[]
}

/** Defines a custom element that shows a view in a shadow root of its own: no style gets in or out. Once: a second script of the same page changes nothing. */
export function define<P extends object>(name: string, options: ElementOptions<P>): void {
  if (customElements.get(name) !== undefined) return
  customElements.define(name, class extends HTMLElement {
    static observedAttributes = [...options.attributes]
    readonly #root = this.attachShadow({ mode: 'open' })
    readonly #values: Record<string, unknown> = {}
    #isWaiting = false

    constructor() {
      super()
      this.#root.adoptedStyleSheets = [...options.sheets]
      for (const property of options.properties ?? []) {
        // What a page set before this script came stands on the element itself.
        if (Object.hasOwn(this, property)) this.#values[property] = (this as unknown as Record<string, unknown>)[property]
        Object.defineProperty(this, property, {
          get: () => this.#values[property],
          set: (value: unknown) => {
            this.#values[property] = value
            this.#show()
          },
        })
      }
    }

    connectedCallback(): void {
      this.#show()
    }

    disconnectedCallback(): void {
      render(null, this.#root)
    }

    attributeChangedCallback(): void {
      this.#show()
    }

    /** Several changes at once are one. */
    #show(): void {
      if (this.#isWaiting || !this.isConnected) return
      this.#isWaiting = true
      queueMicrotask(() => {
        this.#isWaiting = false
        if (!this.isConnected) return
        const attributes = Object.fromEntries(options.attributes.map((one) => [one, this.getAttribute(one)]))
        render(h(options.view, options.read(attributes, this.#values, this)), this.#root)
      })
    }
  })
}

/** A style sheet of a text. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
