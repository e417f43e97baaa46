/** What commander says of wrong use, in Chinese. Its English is matched, since it gives no parts. */
const translations: [RegExp, string][] = [
  [/unknown command '([^']*)'/, '没有“$1”这个命令。'],
  [/unknown option '([^']*)'/, '没有“$1”这个选项。'],
  [/option '([^']*)' argument missing/, '选项“$1”后面少了值。'],
  [
    /option '([^']*)' argument '([^']*)' is invalid\. Allowed choices are ([^\n]*?)\.?$/m,
    '选项“$1”不能是“$2”，可以是：$3。',
  ],
  [/too many arguments.*/, '参数太多。'],
  [/missing required argument '([^']*)'/, '少了参数“$1”。'],
  [/\(Did you mean ([^?]*)\?\)/, '是不是想写“$1”？'],
];

export function chineseUsageError(text: string): string {
  return translations
    .reduce((message, [pattern, chinese]) => message.replace(pattern, chinese), text)
    .replace(/^error: /, '错误：');
}
