using System.Text.Json;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>One operation of the description.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">The path template, such as <c>/api/searches/{token}</c>.</param>
/// <param name="Element">The operation object.</param>
/// <param name="Parameters">Its parameters with those of its path, references followed.</param>
/// <param name="Responses">Its responses by status, references followed.</param>
internal sealed record ApiOperation(
    string Method,
    string Path,
    JsonElement Element,
    IReadOnlyList<JsonElement> Parameters,
    IReadOnlyDictionary<int, JsonElement> Responses)
{
    /// <summary>The operation's id.</summary>
    public string Id => Element.TryGetProperty("operationId", out var id) ? id.GetString()! : $"{Method} {Path}";

    /// <summary>The parameters in the path, the query or the headers.</summary>
    public IEnumerable<JsonElement> ParametersIn(string place) =>
        Parameters.Where(parameter => parameter.GetProperty("in").ValueEquals(place));

    /// <summary>Whether a path, as it stands in an address, is one of this template.</summary>
    public bool Matches(string path)
    {
        var template = Path.Split('/');
        var segments = path.Split('/');
        return template.Length == segments.Length
            && template.Zip(segments).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);
    }
}
