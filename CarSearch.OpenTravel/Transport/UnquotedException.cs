namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// Stands in a log for an exception whose message may quote a request or an answer, and with them secrets or a stranger's words: it tells the
/// kind and the place.
/// </summary>
internal sealed class UnquotedException(Exception cause) : Exception($"{cause.GetType().FullName}, without its message, which may quote what was sent or answered.")
{
    /// <inheritdoc/>
    public override string? StackTrace => cause.StackTrace;
}
