namespace CarSearch.Suppliers;

/// <summary>A supplier's failure and its causes on one line: suppliers fail every day, and a stack trace of an adapter that knew what it said tells nothing more.</summary>
/// <param name="failure">The failure.</param>
internal readonly struct FailureLine(SupplierException failure)
{
    /// <summary>The line.</summary>
    public override string ToString()
    {
        var line = failure.Message;
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            line = $"{line} <- {cause.GetType().Name}: {cause.Message}";
        }

        return line.ReplaceLineEndings(" ");
    }
}
