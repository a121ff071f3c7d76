package main

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	mainNS    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS = "http://schemas.openxmlformats.org/package/2006/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

const contentTypes = head + `<Types xmlns="` + packageNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="` + wordType + `numbering+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRelations = head + `<Relationships xmlns="` + packageNS + `relationships"><Relationship Id="rId1" Type="` + officeRel + `/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="` + packageNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

// coreProperties name the kind of document, and neither a person nor a time.
const coreProperties = head + `<cp:coreProperties xmlns:cp="` + packageNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Addendum</dc:title><dc:language>nl-NL</dc:language></cp:coreProperties>`

const relations = head + `<Relationships xmlns="` + packageNS + `relationships">` +
	`<Relationship Id="rId1" Type="` + officeRel + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + officeRel + `/numbering" Target="numbering.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeRel + `/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId4" Type="` + officeRel + `/footer" Target="footer1.xml"/></Relationships>`

const settings = head + `<w:settings xmlns:w="` + mainNS + `"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

// footer says on every page what it belongs to, and which page it is.
const footer = head + `<w:ftr xmlns:w="` + mainNS + `"><w:p><w:pPr><w:pStyle w:val="Voettekst"/></w:pPr><w:r><w:t xml:space="preserve">{{voettekst}}</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">Pagina </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> van </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`

// numbering numbers articles and their paragraphs, and the parties.
const numbering = head + `<w:numbering xmlns:w="` + mainNS + `">` +
	`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>` +
	`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop1"/><w:suff w:val="space"/><w:lvlText w:val="Artikel %1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Lid"/><w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Partij"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`

// styles carry the identifiers that a Dutch Word gives the built-in ones.
const styles = head + `<w:styles xmlns:w="` + mainNS + `"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="271" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standaard"/><w:next w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr><w:b/><w:color w:val="1F3044"/><w:spacing w:val="20"/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Ondertitel"><w:name w:val="Subtitle"/><w:basedOn w:val="Standaard"/><w:next w:val="Standaard"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="8" w:color="1F3044"/></w:pBdr><w:spacing w:after="360"/></w:pPr><w:rPr><w:color w:val="46566A"/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tussenkop"><w:name w:val="Tussenkop"/><w:basedOn w:val="Standaard"/><w:next w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:before="120"/></w:pPr><w:rPr><w:b/><w:color w:val="1F3044"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Partij"><w:name w:val="Partij"/><w:basedOn w:val="Standaard"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/><w:next w:val="Lid"/><w:pPr><w:keepNext/><w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F3044"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Lid"><w:name w:val="Lid"/><w:basedOn w:val="Standaard"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Slot"><w:name w:val="Slot"/><w:basedOn w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:before="480" w:after="240"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tekenpartij"><w:name w:val="Tekenpartij"/><w:basedOn w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:after="240"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tekenregel"><w:name w:val="Tekenregel"/><w:basedOn w:val="Standaard"/><w:pPr><w:keepNext/><w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="4100"/></w:tabs><w:spacing w:before="120" w:after="120"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Bijlagekop"><w:name w:val="Bijlagekop"/><w:basedOn w:val="Standaard"/><w:next w:val="Standaard"/><w:pPr><w:keepNext/><w:pageBreakBefore/><w:spacing w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F3044"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Toelichting"><w:name w:val="Toelichting"/><w:basedOn w:val="Standaard"/><w:pPr><w:spacing w:before="120" w:after="160"/></w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tabelkop"><w:name w:val="Tabelkop"/><w:basedOn w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:color w:val="FFFFFF"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tabeltekst"><w:name w:val="Tabeltekst"/><w:basedOn w:val="Standaard"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Tabelbron"><w:name w:val="Tabelbron"/><w:basedOn w:val="Tabeltekst"/><w:pPr><w:spacing w:before="0"/></w:pPr><w:rPr><w:color w:val="5B6775"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Voettekst"><w:name w:val="footer"/><w:basedOn w:val="Standaard"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:spacing w:after="0"/></w:pPr><w:rPr><w:color w:val="5B6775"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="Standaardtabel"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Bevindingen"><w:name w:val="Bevindingen"/><w:basedOn w:val="Standaardtabel"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/><w:left w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/><w:right w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="B8C0CA"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3044"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>`
