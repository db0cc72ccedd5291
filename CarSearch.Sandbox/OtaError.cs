namespace CarSearch.Sandbox;

/// <summary>An error as OpenTravel tells it.</summary>
/// <param name="Type">Of its code list EWT.</param>
/// <param name="Code">Of its code list ERR.</param>
/// <param name="Text">What is wrong, in a sentence.</param>
internal sealed record OtaError(string Type, string Code, string Text)
{
    private const int LongestShortText = 64;

    /// <summary>The sentence as far as the attribute ShortText takes it: 64 characters.</summary>
    public string ShortText
    {
        get
        {
            var length = Math.Min(Text.Length, LongestShortText);
            return Text[..(char.IsHighSurrogate(Text[length - 1]) ? length - 1 : length)];
        }
    }

    /// <summary>Type 7: the message is not one that is answered here.</summary>
    public static OtaError Protocol(string code, string text) => new("7", code, text);

    /// <summary>Type 10: something that is needed is missing.</summary>
    public static OtaError Missing(string code, string text) => new("10", code, text);

    /// <summary>Type 3: a value is not one that is taken here.</summary>
    public static OtaError Rule(string code, string text) => new("3", code, text);

    /// <summary>Type 12: the supplier failed.</summary>
    public static OtaError Processing(string code, string text) => new("12", code, text);

    /// <summary>Type 6: the supplier does not serve whoever asks.</summary>
    public static OtaError Authorization(string code, string text) => new("6", code, text);
}
