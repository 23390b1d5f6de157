package import Plans

/// What a training says about itself, as records of a file that TensorBoard reads.
///
/// - Source: the framing is that of TFRecord files, tensorflow.org/tutorials/load_data/tfrecord; the
///   numbers of the fields are those of event.proto and summary.proto of TensorBoard 2.
package enum EventRecords {
  /// What every file begins with.
  package static func beginning(time: Double) -> [UInt8] {
    var event = Message()
    event.add(1, time)
    event.add(3, "brain.Event:2")
    return record(event)
  }

  /// The numbers of an epoch, each by its name.
  ///
  /// - Parameter time: In seconds since 1970, when the epoch ended.
  package static func epoch(_ epoch: EpochResult, time: Double) -> [UInt8] {
    var values = [NamedValue("loss/training", epoch.loss)]
    if let loss = epoch.validationLoss { values.append(NamedValue("loss/validation", loss)) }
    values += epoch.metrics.map { NamedValue("\($0.name)/training", $0.value) }
    values += epoch.validationMetrics.map { NamedValue("\($0.name)/validation", $0.value) }
    values.append(NamedValue("rate", epoch.rate))
    return scalars(values, step: epoch.epoch, time: time)
  }

  /// The loss of one iteration, from 1, counted over all trainings of the network.
  package static func iteration(_ iteration: Int, loss: Double, time: Double) -> [UInt8] {
    scalars([NamedValue("loss/iteration", loss)], step: iteration, time: time)
  }

  private static func scalars(_ values: [NamedValue], step: Int, time: Double) -> [UInt8] {
    var summary = Message()
    for named in values {
      var value = Message()
      value.add(1, named.name)
      value.add(2, Float(named.value))
      summary.add(1, value)
    }
    var event = Message()
    event.add(1, time)
    event.add(2, step)
    event.add(5, summary)
    return record(event)
  }

  /// The length with its checksum, then the message with its own.
  private static func record(_ message: Message) -> [UInt8] {
    let length = [UInt8](littleEndian: UInt64(message.bytes.count))
    return length + [UInt8](littleEndian: MaskedChecksum(length).value) + message.bytes
      + [UInt8](littleEndian: MaskedChecksum(message.bytes).value)
  }
}
