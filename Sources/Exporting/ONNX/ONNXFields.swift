// The numbers of fields and types that ONNX files are made of.
//
// Source: onnx.proto of ONNX 1.16 (IR version 9), github.com/onnx/onnx.

/// The types of numbers in a tensor, as `TensorProto.DataType` counts them.
enum ONNXType: Int {
  case float = 1
  case integer = 7
  case text = 8
  case boolean = 9
  case double = 11
}

/// A setting of a node, an `AttributeProto`.
struct ONNXAttribute {
  enum Value {
    case number(Float)
    case integer(Int)
    case text(String)
    case integers([Int])
  }
  var name: String
  var value: Value

  init(_ name: String, _ value: Float) { (self.name, self.value) = (name, .number(value)) }
  init(_ name: String, _ value: Int) { (self.name, self.value) = (name, .integer(value)) }
  init(_ name: String, _ value: String) { (self.name, self.value) = (name, .text(value)) }
  init(_ name: String, _ value: [Int]) { (self.name, self.value) = (name, .integers(value)) }

  var message: Message {
    var message = Message()
    message.add(1, name)
    switch value {
    case .number(let number):
      message.add(2, number)
      message.add(20, 1)
    case .integer(let number):
      message.add(3, number)
      message.add(20, 2)
    case .text(let text):
      message.add(4, text)
      message.add(20, 3)
    case .integers(let numbers):
      for number in numbers { message.add(8, number) }
      message.add(20, 7)
    }
    return message
  }
}

/// What goes into a graph or comes out of it, a `ValueInfoProto`.
struct ONNXValue {
  var name: String
  var type: ONNXType
  /// `nil` for the number of samples, which a run decides.
  var extents: [Int?]

  var message: Message {
    var shape = Message()
    for extent in extents {
      var dimension = Message()
      if let extent { dimension.add(1, extent) } else { dimension.add(2, "batch") }
      shape.add(1, dimension)
    }
    var tensor = Message()
    tensor.add(1, type.rawValue)
    tensor.add(2, shape)
    var typeMessage = Message()
    typeMessage.add(1, tensor)
    var message = Message()
    message.add(1, name)
    message.add(2, typeMessage)
    return message
  }
}

/// A tensor that a file holds, a `TensorProto`.
struct ONNXTensor {
  enum Values {
    case floats([Float])
    case doubles([Double])
    case integers([Int])
    case texts([String])
  }
  var name: String
  var extents: [Int]
  var values: Values

  var message: Message {
    var message = Message()
    message.add(1, packed: extents)
    message.add(8, name)
    switch values {
    case .floats(let numbers):
      message.add(2, ONNXType.float.rawValue)
      message.add(9, bytes: [UInt8](littleEndian: numbers))
    case .doubles(let numbers):
      message.add(2, ONNXType.double.rawValue)
      message.add(9, bytes: numbers.flatMap { [UInt8](littleEndian: $0.bitPattern) })
    case .integers(let numbers):
      message.add(2, ONNXType.integer.rawValue)
      message.add(9, bytes: numbers.flatMap { [UInt8](littleEndian: Int64($0)) })
    case .texts(let texts):
      message.add(2, ONNXType.text.rawValue)
      for text in texts { message.add(6, text) }
    }
    return message
  }
}
