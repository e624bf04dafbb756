import zhTwGuide from '#locales/zh-TW/guide.json' with { type: 'json' }
import zhTwQuote from '#locales/zh-TW/quote.json' with { type: 'json' }
import zhTwRefusal from '#locales/zh-TW/refusal.json' with { type: 'json' }
import zhTwTrace from '#locales/zh-TW/trace.json' with { type: 'json' }
import esGuide from '#locales/es/guide.json' with { type: 'json' }
import esQuote from '#locales/es/quote.json' with { type: 'json' }
import esRefusal from '#locales/es/refusal.json' with { type: 'json' }
import esTrace from '#locales/es/trace.json' with { type: 'json' }
import frGuide from '#locales/fr/guide.json' with { type: 'json' }
import frQuote from '#locales/fr/quote.json' with { type: 'json' }
import frRefusal from '#locales/fr/refusal.json' with { type: 'json' }
import frTrace from '#locales/fr/trace.json' with { type: 'json' }
import deGuide from '#locales/de/guide.json' with { type: 'json' }
import deQuote from '#locales/de/quote.json' with { type: 'json' }
import deRefusal from '#locales/de/refusal.json' with { type: 'json' }
import deTrace from '#locales/de/trace.json' with { type: 'json' }
import ptGuide from '#locales/pt/guide.json' with { type: 'json' }
import ptQuote from '#locales/pt/quote.json' with { type: 'json' }
import ptRefusal from '#locales/pt/refusal.json' with { type: 'json' }
import ptTrace from '#locales/pt/trace.json' with { type: 'json' }
import itGuide from '#locales/it/guide.json' with { type: 'json' }
import itQuote from '#locales/it/quote.json' with { type: 'json' }
import itRefusal from '#locales/it/refusal.json' with { type: 'json' }
import itTrace from '#locales/it/trace.json' with { type: 'json' }
import jaGuide from '#locales/ja/guide.json' with { type: 'json' }
import jaQuote from '#locales/ja/quote.json' with { type: 'json' }
import jaRefusal from '#locales/ja/refusal.json' with { type: 'json' }
import jaTrace from '#locales/ja/trace.json' with { type: 'json' }
import koGuide from '#locales/ko/guide.json' with { type: 'json' }
import koQuote from '#locales/ko/quote.json' with { type: 'json' }
import koRefusal from '#locales/ko/refusal.json' with { type: 'json' }
import koTrace from '#locales/ko/trace.json' with { type: 'json' }
import ruGuide from '#locales/ru/guide.json' with { type: 'json' }
import ruQuote from '#locales/ru/quote.json' with { type: 'json' }
import ruRefusal from '#locales/ru/refusal.json' with { type: 'json' }
import ruTrace from '#locales/ru/trace.json' with { type: 'json' }
import arGuide from '#locales/ar/guide.json' with { type: 'json' }
import arQuote from '#locales/ar/quote.json' with { type: 'json' }
import arRefusal from '#locales/ar/refusal.json' with { type: 'json' }
import arTrace from '#locales/ar/trace.json' with { type: 'json' }
import { addTexts } from './text.ts'

/** What shoppers read, in every language that staff do not: whoever imports this file speaks them all. A browser that needs one imports that one. */
addTexts('zh-TW', { guide: zhTwGuide, quote: zhTwQuote, refusal: zhTwRefusal, trace: zhTwTrace })
addTexts('es', { guide: esGuide, quote: esQuote, refusal: esRefusal, trace: esTrace })
addTexts('fr', { guide: frGuide, quote: frQuote, refusal: frRefusal, trace: frTrace })
addTexts('de', { guide: deGuide, quote: deQuote, refusal: deRefusal, trace: deTrace })
addTexts('pt', { guide: ptGuide, quote: ptQuote, refusal: ptRefusal, trace: ptTrace })
addTexts('it', { guide: itGuide, quote: itQuote, refusal: itRefusal, trace: itTrace })
addTexts('ja', { guide: jaGuide, quote: jaQuote, refusal: jaRefusal, trace: jaTrace })
addTexts('ko', { guide: koGuide, quote: koQuote, refusal: koRefusal, trace: koTrace })
addTexts('ru', { guide: ruGuide, quote: ruQuote, refusal: ruRefusal, trace: ruTrace })
addTexts('ar', { guide: arGuide, quote: arQuote, refusal: arRefusal, trace: arTrace })
