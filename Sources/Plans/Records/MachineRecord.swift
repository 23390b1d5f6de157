/// What a run ran on.
package struct MachineRecord: Hashable, Codable, Sendable {
  /// The version of nn.
  package var version: String
  /// The version of the compiler that made it.
  package var swift: String
  package var system: String
  package var processor: String
  /// The instructions that the inner loops use: `plain`, `avx2`, `avx512`.
  package var variant: String
  package var cores: Int
  /// How many threads computed.
  package var threads: Int

  package init(
    version: String, swift: String, system: String, processor: String, variant: String, cores: Int,
    threads: Int
  ) {
    self.version = version
    self.swift = swift
    self.system = system
    self.processor = processor
    self.variant = variant
    self.cores = cores
    self.threads = threads
  }
}

/// Where the script stood in its history when the run began.
package enum CodeState: Hashable, Codable, Sendable {
  /// How the files that git knows differed from the commit.
  package enum Changes: Hashable, Codable, Sendable {
    case none
    /// Nothing differs, but the commit does not have the script.
    case unknownScript
    /// A patch in the record's folder.
    case patch(file: String)
    /// There is a patch, too large to be kept.
    case tooLarge
    /// git did not answer in time.
    case unknown
  }

  /// `branch` is `nil` where no branch is checked out.
  case commit(String, branch: String?, Changes)
  case noCommits
  case noRepository
  case noGit
  /// Nobody asked, or git did not answer in time.
  case unknown
}
