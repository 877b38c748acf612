/** What languages are called in English, with their ISO 639-1 codes. A table of data. */
export const languageNames: Readonly<Record<string, string>> = {
  afrikaans: 'af', albanian: 'sq', amharic: 'am', arabic: 'ar', armenian: 'hy', azerbaijani: 'az', azeri: 'az', basque: 'eu',
  belarusian: 'be', bengali: 'bn', bangla: 'bn', bosnian: 'bs', bulgarian: 'bg', burmese: 'my', cantonese: 'zh', catalan: 'ca',
  chinese: 'zh', croatian: 'hr', czech: 'cs', danish: 'da', dutch: 'nl', english: 'en', esperanto: 'eo', estonian: 'et',
  farsi: 'fa', filipino: 'tl', finnish: 'fi', flemish: 'nl', french: 'fr', gaelic: 'gd', galician: 'gl', georgian: 'ka',
  german: 'de', greek: 'el', gujarati: 'gu', 'haitian creole': 'ht', hausa: 'ha', hebrew: 'he', hindi: 'hi', hungarian: 'hu',
  icelandic: 'is', igbo: 'ig', indonesian: 'id', irish: 'ga', italian: 'it', japanese: 'ja', kannada: 'kn', kazakh: 'kk',
  khmer: 'km', korean: 'ko', kurdish: 'ku', lao: 'lo', latin: 'la', latvian: 'lv', lithuanian: 'lt', luxembourgish: 'lb',
  macedonian: 'mk', malay: 'ms', malayalam: 'ml', maltese: 'mt', mandarin: 'zh', maori: 'mi', marathi: 'mr', mongolian: 'mn',
  nepali: 'ne', norwegian: 'no', pashto: 'ps', persian: 'fa', polish: 'pl', portuguese: 'pt', punjabi: 'pa', romanian: 'ro',
  russian: 'ru', serbian: 'sr', sinhala: 'si', slovak: 'sk', slovene: 'sl', slovenian: 'sl', somali: 'so', spanish: 'es',
  swahili: 'sw', swedish: 'sv', tagalog: 'tl', tamil: 'ta', telugu: 'te', thai: 'th', tibetan: 'bo', turkish: 'tr',
  ukrainian: 'uk', urdu: 'ur', uzbek: 'uz', vietnamese: 'vi', welsh: 'cy', xhosa: 'xh', yiddish: 'yi', yoruba: 'yo', zulu: 'zu',
}
