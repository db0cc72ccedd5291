using System.Text;
using System.Text.RegularExpressions;
using CarSearch.Api;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The files of the page, as they are embedded.</summary>
public sealed partial class PageFileTests
{
    private static readonly Dictionary<string, byte[]> Files = typeof(PageApi).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("CarSearch.Page/", StringComparison.Ordinal))
        .ToDictionary(name => name.Split('/')[1], Read);

    [Fact]
    public void The_page_has_at_most_100_KB() => Assert.InRange(Files.Values.Sum(file => file.Length), 1, 100_000);

    [Fact]
    public void Nothing_is_loaded_from_elsewhere() => Assert.All(Texts(), file =>
        Assert.DoesNotMatch(Address(), file.Value.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)));

    /// <summary>Text of the API is inserted as text. The policy forbids scripts and styles in the HTML.</summary>
    [Fact]
    public void No_file_inserts_markup_or_has_inline_code() => Assert.All(Texts(), file => Assert.DoesNotMatch(Inline(), file.Value));

    [Fact]
    public void All_texts_are_in_their_module()
    {
        var texts = Encoding.UTF8.GetString(Files["texts.js"]);
        var used = Texts().Where(file => file.Key != "texts.js")
            .SelectMany(file => Used().Matches(file.Value).Select(match => match.Groups[1].Value)).Distinct().ToArray();

        Assert.True(used.Length > 50);
        Assert.All(used, name => Assert.Matches($@"(?m)^  {name}\b", texts));
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts() =>
        Files.Select(file => KeyValuePair.Create(file.Key, Encoding.UTF8.GetString(file.Value)));

    private static byte[] Read(string name)
    {
        using var resource = typeof(PageApi).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex("(?:https?:)?//[a-z]+\\.", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=")]
    private static partial Regex Inline();

    [GeneratedRegex("""(?:\btexts\.(?!js\b)|data-text=")(\w+)""")]
    private static partial Regex Used();
}
