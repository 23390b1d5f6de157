import Diagnostics
import Engine
import Plans
import Safetensors
import Vocabulary

/// What the trainings of a run have kept, and keep.
///
/// The run of a script repeats itself, so a training is known by its number: the same training has the
/// same number when the script is run again. A file that is loaded has a number too. A run of a sweep
/// counts by itself.
final class Checkpoints {
  private let store: CheckpointStore
  /// Before the number: `3-7-`, in run 7 of a sweep that is number 3.
  private let prefix: String
  private var count = 0

  init(_ store: CheckpointStore, prefix: String = "") {
    (self.store, self.prefix) = (store, prefix)
  }

  /// A name for the next training, the next sweep, or the next file that is loaded.
  func next() -> String {
    count += 1
    return prefix + String(count)
  }

  /// Those of a run of the sweep called `name`.
  func run(_ number: Int, ofSweep name: String) -> Checkpoints {
    Checkpoints(store, prefix: "\(name)-\(number + 1)-")
  }

  /// What a training has kept in the run that this one goes on with.
  func kept(_ name: String) throws(KeptTraining.Unreadable) -> KeptTraining? {
    guard store.isResuming, let bytes = store.read(Self.file(name)) else { return nil }
    return try KeptTraining(bytes)
  }

  /// - Returns: Why it could not be kept.
  func keep(_ training: KeptTraining, as name: String) -> FileProblem? {
    guard let bytes = training.bytes else { return nil }
    return store.write(Self.file(name), bytes)
  }

  private static func file(_ name: String) -> String { "\(name).safetensors" }

  /// The file that the run which this one goes on with has loaded at the same place.
  func loaded(_ name: String) -> DataRecord.Source? {
    guard store.isResuming, let bytes = store.read("\(name).json") else { return nil }
    return JSONCoding.value(DataRecord.Source.self, in: String(decoding: bytes, as: UTF8.self))
  }

  /// - Returns: Why it could not be kept.
  func keep(_ file: DataRecord.Source, as name: String) -> FileProblem? {
    JSONCoding.text(file).flatMap { store.write("\(name).json", Array($0.utf8)) }
  }
}

/// A training as its checkpoint keeps it: where it began, and how far it had come.
struct KeptTraining {
  /// What has to be the same when the training is gone on with.
  struct Beginning: Hashable, Codable {
    var network: ModelPlan
    var plan: TrainingPlan
    /// The name of the data set, and a hash of its file.
    var data: String
    var dataHash: UInt64
    /// A hash of the weights before it.
    var weightHash: UInt64
  }

  /// What has been told of it.
  struct Story: Codable {
    var card: TrainingCard?
    var history: [EpochResult] = []
    var findings: [Finding] = []
    var end: TrainingEnd?
  }

  let beginning: Beginning
  let story: Story
  var checkpoint: TrainingCheckpoint

  struct Unreadable: Error {
    let message: Text
  }

  private enum Key: String, CaseIterable {
    case beginning = "nn.beginning"
    case story = "nn.story"
    case progress = "nn.progress"
  }

  init(beginning: Beginning, story: Story, checkpoint: TrainingCheckpoint) {
    (self.beginning, self.story, self.checkpoint) = (beginning, story, checkpoint)
  }

  init(_ bytes: [UInt8]) throws(Unreadable) {
    let file: TensorFile
    do throws(TensorFileError) {
      // Within an epoch a number may have become infinite.
      file = try TensorFile(bytes, requiresFinite: false)
    } catch {
      throw Unreadable(message: error.message)
    }
    func value<Value: Decodable>(_ type: Value.Type, _ key: Key) throws(Unreadable) -> Value {
      guard let text = file.metadata[key.rawValue],
        let value = JSONCoding.value(type, in: text)
      else { throw Unreadable(message: SavedNetwork.Unreadable.text(key.rawValue).message) }
      return value
    }
    beginning = try value(Beginning.self, .beginning)
    story = try value(Story.self, .story)
    guard story.isSound else {
      throw Unreadable(message: SavedNetwork.Unreadable.unsound(Key.story.rawValue).message)
    }
    if let (message, _) = file.damage { throw Unreadable(message: message) }
    checkpoint = TrainingCheckpoint(
      progress: try value(TrainingCheckpoint.Progress.self, .progress),
      tensors: file.networkTensors, end: story.end)
  }

  /// The contents of the file; `nil` where they cannot be written.
  var bytes: [UInt8]? {
    var story = story
    story.end = checkpoint.end
    guard let beginning = JSONCoding.text(beginning), let told = JSONCoding.text(story),
      let progress = JSONCoding.text(checkpoint.progress)
    else { return nil }
    return TensorFile(
      metadata: [
        Key.beginning.rawValue: beginning, Key.story.rawValue: told,
        Key.progress.rawValue: progress,
      ],
      tensors: checkpoint.tensors.map {
        StoredTensor(name: $0.name, shape: $0.shape, values: $0.values)
      }
    ).withCheck.bytes
  }

  /// The first thing that is not as it was when the training began.
  func difference(to present: Beginning) -> ResumeDifference? {
    if beginning.data != present.data || beginning.dataHash != present.dataHash {
      return .data(present.data)
    }
    if beginning.plan != present.plan || beginning.network != present.network {
      return .training(present.network.name)
    }
    return beginning.weightHash == present.weightHash ? nil : .weights(present.network.name)
  }
}

extension KeptTraining.Story {
  /// Whether its numbers are some that a training can have, which texts and pictures count with.
  fileprivate var isSound: Bool {
    let counts = 0...(1 << 53)
    var all = history.map(\.epoch)
    if let end { all += [end.epochs, end.iterations] }
    if let next = end?.next { all += [next.epoch, next.iterations, next.count] }
    if let card {
      all += [
        card.samples, card.validationSamples, card.batch, card.lastBatch, card.iterationsPerEpoch,
        card.epochs, card.updates, card.parameters, card.memory, card.threads, card.epochsBefore,
        card.updatesLeft, card.frozen,
      ]
      for phase in card.phases {
        all += [phase.batch, phase.lastBatch, phase.iterationsPerEpoch]
        guard (0...1_000_000_000).contains(phase.epochs) else { return false }
      }
      if let from = card.goesOnFrom { all += [from.epoch, from.iterations, from.count] }
    }
    // A card's updates are the product of two.
    return all.allSatisfy(counts.contains)
      && (card?.phases ?? []).allSatisfy { $0.iterationsPerEpoch <= 1 << 32 }
  }
}

/// Why a run cannot go on with the one that was stopped.
enum ResumeDifference: Hashable {
  case data(String)
  case training(String)
  case weights(String)
  case file(String)
  case damaged(network: String, Text)
}
