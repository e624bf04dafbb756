import type { Zone } from '#engine/calendar'

/** How somebody is called: as they write it, and in Latin letters for their address. */
export type Name = { native: string; latin: string }

/** A place that the store ships to: its market, zones and provinces, and how people are called there. */
export type Country = {
  /** ISO 3166-1. */
  code: string
  market: string
  currency: string
  locale: string
  /** Zone and province; the province decides which law of expiry holds. */
  places: readonly { zone: Zone; region: string; city: string }[]
  given: readonly Name[]
  family: readonly Name[]
  /** Korean, Japanese and Chinese names begin with the family's. */
  isFamilyFirst: boolean
  share: number
  /** Telephone numbers that the country keeps for fiction, a d for each digit that is free; null where it keeps none that are told apart. */
  phone: string | null
}

type Told = Omit<Country, 'code' | 'market' | 'places' | 'given' | 'family' | 'isFamilyFirst' | 'phone'> & {
  /** "city|province|zone", the city in Latin letters: only lists tell it, beside names in any script. */
  places: readonly string[]
  /** Between commas; "native|latin" where they are written in another script. */
  given: string
  family: string
  isFamilyFirst?: true
  phone?: string
}

/** By market. The names are common ones and nobody's. */
const TOLD: Readonly<Record<string, Told>> = {
  us: {
    currency: 'USD', locale: 'en-US', share: 170, phone: '+1 212 555 01dd',
    places: ['Brooklyn|US-NY|America/New_York', 'Chicago|US-IL|America/Chicago', 'San Diego|US-CA|America/Los_Angeles', 'Honolulu|US-HI|Pacific/Honolulu', 'Austin|US-TX|America/Chicago'],
    given: 'Maya,Grace,Hannah,Olivia,Zoe,Naomi,Claire,Ruth,Daniel,Marcus,Ethan,Leah,Simone,Caleb,Ivy,June',
    family: 'Bennett,Alvarez,Coleman,Park,Sullivan,Reyes,Whitman,Okafor,Hayes,Lindgren,Novak,Brooks,Delgado,Tran',
  },
  ca: {
    currency: 'CAD', locale: 'en-CA', share: 44, phone: '+1 416 555 01dd', places: ['Toronto|CA-ON|America/Toronto', 'Victoria|CA-BC|America/Vancouver', 'Montréal|CA-QC|America/Toronto'],
    given: 'Sophie,Nora,Adele,Maude,Avery,Jasmine,Liam,Noor,Hazel,Owen', family: 'Tremblay,MacLeod,Singh,Gagnon,Fraser,Wong,Bouchard,Campbell,Ahmadi',
  },
  mx: {
    currency: 'MXN', locale: 'es-MX', share: 24, places: ['Mérida|MX|America/Merida', 'Guadalajara|MX|America/Mexico_City', 'Tijuana|MX|America/Tijuana'],
    given: 'Valentina,Ximena,Regina,Camila,Renata,Diego,Emiliano,Fernanda', family: 'Hernández,Ramírez,Castillo,Mendoza,Aguilar,Ortega,Núñez',
  },
  br: {
    currency: 'BRL', locale: 'pt-BR', share: 28, places: ['São Paulo|BR|America/Sao_Paulo', 'Florianópolis|BR|America/Sao_Paulo', 'Recife|BR|America/Recife'],
    given: 'Beatriz,Larissa,Mariana,Júlia,Letícia,Rafael,Thiago,Isadora', family: 'Oliveira,Carvalho,Ribeiro,Araújo,Barbosa,Teixeira,Moreira',
  },
  uk: {
    currency: 'GBP', locale: 'en-GB', share: 88, phone: '+44 20 7946 0ddd', places: ['Bristol|GB|Europe/London', 'Leeds|GB|Europe/London', 'Brighton|GB|Europe/London', 'Edinburgh|GB|Europe/London'],
    given: 'Amelia,Isla,Freya,Poppy,Eleanor,Harriet,Rosie,Imogen,George,Alfie,Priya,Niamh,Callum,Tessa', family: 'Hughes,Ashworth,Patel,Fletcher,Marsh,Donnelly,Barker,Ellis,Whitaker,Khan,Osborne,Pryce',
  },
  ie: {
    currency: 'EUR', locale: 'en-IE', share: 14, phone: '+353 20 910 dddd', places: ['Galway|IE|Europe/Dublin', 'Dublin|IE|Europe/Dublin'],
    given: 'Aoife,Saoirse,Róisín,Ciara,Orla,Cillian,Oisín', family: 'Murphy,Byrne,O’Sullivan,Gallagher,Doyle,Nolan',
  },
  de: {
    currency: 'EUR', locale: 'de-DE', share: 74, phone: '+49 176 040690dd', places: ['Hamburg|DE|Europe/Berlin', 'Leipzig|DE|Europe/Berlin', 'Köln|DE|Europe/Berlin', 'München|DE|Europe/Berlin'],
    given: 'Lena,Mia,Johanna,Katharina,Frieda,Clara,Jonas,Lukas,Anneke,Greta,Selin,Matthias,Hanna', family: 'Schmitt,Becker,Krause,Vogel,Hartmann,Yılmaz,Brandt,Lorenz,Winkler,Seidel,Kuhn,Albrecht',
  },
  fr: {
    currency: 'EUR', locale: 'fr-FR', share: 48, phone: '+33 6 39 98 dd dd', places: ['Nantes|FR|Europe/Paris', 'Lyon|FR|Europe/Paris', 'Biarritz|FR|Europe/Paris'],
    given: 'Camille,Manon,Élise,Louise,Jeanne,Inès,Théo,Mathilde,Anaïs,Julien', family: 'Moreau,Lefèvre,Garnier,Rousseau,Benali,Chevalier,Marchand,Perrin,Dupuis',
  },
  it: {
    currency: 'EUR', locale: 'it-IT', share: 28, places: ['Genova|IT|Europe/Rome', 'Bologna|IT|Europe/Rome', 'Lecce|IT|Europe/Rome'],
    given: 'Giulia,Chiara,Martina,Alessia,Elisa,Lorenzo,Matteo,Ginevra', family: 'Rossi,Bianchi,Ferrari,Esposito,Ricci,Marino,Greco,Conti',
  },
  es: {
    currency: 'EUR', locale: 'es-ES', share: 26, places: ['Valencia|ES|Europe/Madrid', 'Cádiz|ES|Europe/Madrid', 'Las Palmas|ES-CN|Atlantic/Canary'],
    given: 'Lucía,Carmen,Marta,Nuria,Elena,Álvaro,Pablo,Irene', family: 'García,Navarro,Iglesias,Serrano,Vidal,Molina,Campos',
  },
  nl: {
    currency: 'EUR', locale: 'nl-NL', share: 20, places: ['Haarlem|NL|Europe/Amsterdam', 'Utrecht|NL|Europe/Amsterdam'],
    given: 'Sanne,Fleur,Lotte,Anouk,Daan,Bram,Maud', family: 'de Vries,van Dijk,Bakker,Visser,Smit,Mulder,Kuiper',
  },
  ch: {
    currency: 'CHF', locale: 'de-CH', share: 14, places: ['Zürich|CH|Europe/Zurich', 'Lausanne|CH|Europe/Zurich'],
    given: 'Nina,Livia,Elin,Céline,Reto,Nils,Sarina', family: 'Keller,Baumgartner,Meier,Favre,Zürcher,Rochat',
  },
  se: {
    currency: 'SEK', locale: 'sv-SE', share: 20, phone: '+46 8 465 004 dd', places: ['Göteborg|SE|Europe/Stockholm', 'Malmö|SE|Europe/Stockholm'],
    given: 'Astrid,Elsa,Maja,Ebba,Wilma,Oskar,Linnéa', family: 'Andersson,Lindqvist,Bergström,Nyström,Sjöberg,Ekman',
  },
  no: {
    currency: 'NOK', locale: 'nb-NO', share: 14, places: ['Bergen|NO|Europe/Oslo', 'Oslo|NO|Europe/Oslo'],
    given: 'Ingrid,Sigrid,Thea,Solveig,Håkon,Eirik', family: 'Hansen,Bakke,Solberg,Haugen,Nygård,Lie',
  },
  dk: {
    currency: 'DKK', locale: 'da-DK', share: 14, places: ['Aarhus|DK|Europe/Copenhagen', 'København|DK|Europe/Copenhagen'],
    given: 'Freja,Karla,Alma,Søren,Mikkel,Liv', family: 'Jensen,Møller,Østergaard,Kjær,Holm,Dahl',
  },
  pl: {
    currency: 'PLN', locale: 'pl-PL', share: 20, places: ['Gdańsk|PL|Europe/Warsaw', 'Kraków|PL|Europe/Warsaw'],
    given: 'Zuzanna,Julia,Maja,Agnieszka,Kasia,Jakub,Michał', family: 'Nowak,Wójcik,Kowalczyk,Zieliński,Dąbrowski,Mazur',
  },
  kz: {
    currency: 'KZT', locale: 'ru-KZ', share: 14, places: ['Almaty|KZ|Asia/Almaty', 'Astana|KZ|Asia/Almaty'],
    given: 'Айгерим|Aigerim,Дана|Dana,Мадина|Madina,Алия|Aliya,Ирина|Irina,Тимур|Timur,Ольга|Olga', family: 'Ким|Kim,Ахмет|Akhmet,Омар|Omar,Цой|Tsoi,Шевченко|Shevchenko,Бекер|Beker',
  },
  ae: {
    currency: 'AED', locale: 'ar-AE', share: 18, places: ['Dubai|AE|Asia/Dubai', 'Abu Dhabi|AE|Asia/Dubai'],
    given: 'مريم|Maryam,فاطمة|Fatima,نورة|Noura,سارة|Sara,حمد|Hamad,عائشة|Aisha', family: 'المنصوري|Almansoori,الشامسي|Alshamsi,الكعبي|Alkaabi,السويدي|Alsuwaidi,حداد|Haddad',
  },
  sa: {
    currency: 'SAR', locale: 'ar-SA', share: 20, places: ['Jeddah|SA|Asia/Riyadh', 'Riyadh|SA|Asia/Riyadh'],
    given: 'ريم|Reem,لمى|Lama,نوف|Nouf,هند|Hind,خالد|Khalid,جود|Joud', family: 'القحطاني|Alqahtani,الحربي|Alharbi,الغامدي|Alghamdi,العتيبي|Alotaibi,الزهراني|Alzahrani',
  },
  kw: {
    currency: 'KWD', locale: 'ar-KW', share: 10, places: ['Kuwait City|KW|Asia/Kuwait', 'Salmiya|KW|Asia/Kuwait'],
    given: 'دانة|Dana,شيخة|Sheikha,منيرة|Munira,يوسف|Yousef,لولوة|Lulwa', family: 'العجمي|Alajmi,الرشيدي|Alrashidi,المطيري|Almutairi,الكندري|Alkandari',
  },
  jp: {
    currency: 'JPY', locale: 'ja-JP', share: 62, isFamilyFirst: true, places: ['Kamakura|JP|Asia/Tokyo', 'Fukuoka|JP|Asia/Tokyo', 'Tokyo|JP|Asia/Tokyo', 'Naha|JP|Asia/Tokyo'],
    given: '結衣|Yui,遥|Haruka,葵|Aoi,美咲|Misaki,恵美|Emi,さくら|Sakura,健二|Kenji,里奈|Rina,菜摘|Natsumi,大輝|Daiki,芽衣|Mei,千尋|Chihiro',
    family: '佐藤|Sato,田中|Tanaka,渡辺|Watanabe,小林|Kobayashi,森|Mori,清水|Shimizu,林|Hayashi,岡田|Okada,藤田|Fujita,西村|Nishimura,上田|Ueda',
  },
  kr: {
    currency: 'KRW', locale: 'ko-KR', share: 36, isFamilyFirst: true, places: ['Seoul|KR|Asia/Seoul', 'Busan|KR|Asia/Seoul', 'Jeju|KR|Asia/Seoul'],
    given: '서연|Seoyeon,지우|Jiwoo,하은|Haeun,민서|Minseo,수아|Sua,도윤|Doyun,예린|Yerin,은지|Eunji', family: '김|Kim,이|Lee,박|Park,최|Choi,정|Jung,강|Kang,윤|Yoon',
  },
  hk: {
    currency: 'HKD', locale: 'zh-HK', share: 20, isFamilyFirst: true, places: ['Hong Kong|HK|Asia/Hong_Kong'],
    given: '嘉欣|Ka Yan,詠詩|Wing Sze,曉晴|Hiu Ching,子朗|Tsz Long,樂兒|Lok Yi,凱琳|Hoi Lam', family: '陳|Chan,黃|Wong,李|Lee,梁|Leung,何|Ho,周|Chow',
  },
  sg: {
    currency: 'SGD', locale: 'en-SG', share: 22, places: ['Singapore|SG|Asia/Singapore'],
    given: 'Hui Min,Jia Wen,Nurul,Priscilla,Wei Jie,Kavitha,Li Ting', family: 'Tan,Lim,Ng,Goh,Rahman,Pillai,Chua',
  },
  th: {
    currency: 'THB', locale: 'th-TH', share: 18, places: ['Bangkok|TH|Asia/Bangkok', 'Chiang Mai|TH|Asia/Bangkok'],
    given: 'ปวีณา|Pawina,นภา|Napa,กมล|Kamon,อรทัย|Orathai,มานะ|Mana,สมหญิง|Somying', family: 'ศรีสุข|Srisuk,วงศ์ไทย|Wongthai,แสงทอง|Saengthong,บุญมา|Boonma,ใจดี|Jaidee',
  },
  id: {
    currency: 'IDR', locale: 'id-ID', share: 22, places: ['Denpasar|ID|Asia/Makassar', 'Jakarta|ID|Asia/Jakarta'],
    given: 'Putri,Ayu,Dewi,Rina,Bayu,Intan,Kadek', family: 'Wijaya,Santoso,Kusuma,Pratama,Lestari,Saraswati',
  },
  au: {
    currency: 'AUD', locale: 'en-AU', share: 34, phone: '+61 2 5550 dddd', places: ['Newcastle|AU|Australia/Sydney', 'Fremantle|AU|Australia/Perth', 'Cairns|AU|Australia/Brisbane'],
    given: 'Matilda,Ruby,Charlotte,Kiah,Georgia,Lachlan,Tahlia,Bonnie,Jack', family: 'Walker,Nguyen,Kelly,O’Brien,Papadopoulos,Harding,Sinclair,Mercer',
  },
  nz: {
    currency: 'NZD', locale: 'en-NZ', share: 12, places: ['Nelson|NZ|Pacific/Auckland', 'Auckland|NZ|Pacific/Auckland'],
    given: 'Aroha,Maia,Isobel,Tane,Kate,Holly', family: 'Ngata,McKenzie,Harris,Taylor,Faleolo,Reid',
  },
}

/** Where the demo store's members live, with their share of all. */
export const COUNTRIES: readonly Country[] = Object.entries(TOLD).map(([market, { places, given, family, isFamilyFirst = false, phone = null, ...told }]) => {
  const code = market === 'uk' ? 'GB' : market.toUpperCase()
  return { ...told, code, market, isFamilyFirst, phone, places: places.map(placeOf), given: given.split(',').map(nameOf), family: family.split(',').map(nameOf) }
})

function placeOf(text: string): Country['places'][number] {
  const [city, region, zone] = text.split('|') as [string, string, Zone]
  return { city, region, zone }
}

function nameOf(text: string): Name {
  const [native, latin = native] = text.split('|') as [string, string?]
  return { native, latin }
}
