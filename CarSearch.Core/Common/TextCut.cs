namespace CarSearch.Common;

/// <summary>Cuts texts that are too long.</summary>
internal static class TextCut
{
    /// <summary>The beginning of a text, at most so many characters of it, and never half of a surrogate pair.</summary>
    public static string To(this string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
