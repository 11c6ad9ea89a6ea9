// Names of all extension functions: a call `x.name(…)` of one of these goes through `index.js`.
//
// A test holds this list against the tables.

module.exports = new Set(
  // any value
  (
    "isEmpty isNotEmpty isBlank isPresent toJsonString toBoolean toInt toFloat toNumber toWholeNumber toDecimalNumber " +
    "toDateTime toDate length " +
    // text
    "base64Encode base64Decode extractDomain extractEmail extractUrl extractUrlPath hash isDomain isEmail isUrl " +
    "isNumeric parseJson quote removeMarkdown removeTags stripTags replaceSpecialChars toSentenceCase toSnakeCase " +
    "toTitleCase urlEncode urlDecode " +
    // lists
    "append average chunk compact count difference first intersection last max merge min pluck random randomItem " +
    "removeDuplicates renameKeys size smartJoin sum union unique " +
    // objects
    "hasField keepFieldsContaining keys removeField removeFieldsContaining values " +
    // numbers
    "abs ceil floor format isEven isInteger isOdd round " +
    // dates
    "beginningOf diffTo diffToNow endOfMonth extract inBetween isBetween isDst isInLast isWeekend minus plus"
  ).split(" "),
);
