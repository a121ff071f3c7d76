package report

// The part of SARIF 2.1.0 that we write. Names and meaning are those of the
// standard; the section that defines a type stands beside it.

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct { // 3.13
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct { // 3.14
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	Language    string            `json:"language"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
	ColumnKind  string            `json:"columnKind"`
}

type sarifDriver struct { // 3.19
	Name            string      `json:"name"`
	Version         string      `json:"version"`
	SemanticVersion string      `json:"semanticVersion"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct { // 3.49
	ID               string             `json:"id"`
	ShortDescription sarifText          `json:"shortDescription"`
	FullDescription  sarifText          `json:"fullDescription"`
	Help             *sarifText         `json:"help,omitempty"`
	Configuration    sarifConfiguration `json:"defaultConfiguration"`
	Properties       map[string]any     `json:"properties,omitempty"`
}

type sarifConfiguration struct { // 3.50
	Level string `json:"level"`
}

// sarifText is a message (3.11) or a multiformatMessageString (3.12).
type sarifText struct {
	Text string `json:"text"`
}

type sarifInvocation struct { // 3.20
	Successful    bool                `json:"executionSuccessful"`
	ExitCode      int                 `json:"exitCode"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct { // 3.58
	Descriptor sarifReference  `json:"descriptor"`
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
	Properties map[string]any  `json:"properties,omitempty"`
}

type sarifReference struct { // 3.52
	ID string `json:"id"`
}

type sarifArtifact struct { // 3.24
	Location   sarifArtifactLocation `json:"location"`
	MIMEType   string                `json:"mimeType,omitempty"`
	Roles      []string              `json:"roles"`
	Hashes     map[string]string     `json:"hashes,omitempty"`
	Properties map[string]any        `json:"properties,omitempty"`
}

type sarifArtifactLocation struct { // 3.4
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct { // 3.27
	RuleID              string             `json:"ruleId"`
	RuleIndex           int                `json:"ruleIndex"`
	Level               string             `json:"level"`
	Message             sarifText          `json:"message"`
	Locations           []sarifLocation    `json:"locations"`
	RelatedLocations    []sarifLocation    `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions        []sarifSuppression `json:"suppressions,omitempty"`
	Properties          map[string]any     `json:"properties,omitempty"`
}

type sarifSuppression struct { // 3.35
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifLocation struct { // 3.28
	ID         *int           `json:"id,omitempty"`
	Physical   sarifPhysical  `json:"physicalLocation"`
	Logical    []sarifLogical `json:"logicalLocations,omitempty"`
	Message    *sarifText     `json:"message,omitempty"`
	Properties map[string]any `json:"properties,omitempty"`
}

type sarifPhysical struct { // 3.29
	Artifact sarifArtifactLocation `json:"artifactLocation"`
}

type sarifLogical struct { // 3.33
	Name     string `json:"name"`
	FullName string `json:"fullyQualifiedName,omitempty"`
}
