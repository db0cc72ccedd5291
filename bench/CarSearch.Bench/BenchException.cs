namespace CarSearch.Bench;

/// <summary>A figure can't be measured, or would not be true.</summary>
internal sealed class BenchException(string message, Exception? innerException = null) : Exception(message, innerException);
