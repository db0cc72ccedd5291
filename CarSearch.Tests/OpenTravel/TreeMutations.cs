using System.Text;
using System.Xml.Linq;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Spoils what messages say and keeps them well-formed: elements and attributes that are missing, twice there, elsewhere, otherwise named or filled. The same seed spoils alike.</summary>
/// <param name="messages">The messages to begin with.</param>
internal sealed class TreeMutations(IEnumerable<byte[]> messages)
{
    private readonly XDocument[] trees = [.. messages.Select(message => XDocument.Load(new MemoryStream(message)))];

    /// <summary>A spoiled message in UTF-8.</summary>
    public byte[] Make(int seed)
    {
        var random = new Random(seed);
        var tree = new XDocument(trees[random.Next(trees.Length)]);
        for (var times = random.Next(1, 12); times > 0; times--)
        {
            Spoil(tree, random);
        }

        return Encoding.UTF8.GetBytes(tree.ToString(random.Next(2) == 0 ? SaveOptions.None : SaveOptions.DisableFormatting));
    }

    private void Spoil(XDocument tree, Random random)
    {
        var elements = tree.Descendants().ToArray();
        var element = elements[random.Next(elements.Length)];
        var other = elements[random.Next(elements.Length)];
        switch (random.Next(11))
        {
            case 0 when element.Parent is not null:
                element.Remove();
                break;
            case 1:
                element.AddAfterSelf(element.Parent is null ? new XComment("twice") : new XElement(element));
                break;
            case 2:
                other.Add(new XElement(element));
                break;
            case 3:
                element.Name = element.Name.Namespace + other.Name.LocalName;
                break;
            case 4 when element.Parent is { } parent:
                element.Remove();
                parent.AddFirst(element);
                break;
            case 5:
                var guests = trees[random.Next(trees.Length)].Descendants().ToArray();
                element.Add(new XElement(guests[random.Next(guests.Length)]));
                break;
            case 6:
                element.SetAttributeValue(AnyAttribute(elements, random), Text(random));
                break;
            case 7:
                var (name, text) = (AnyAttribute(elements, random), Text(random));
                foreach (var attribute in elements.Attributes(name))
                {
                    attribute.SetValue(text);
                }

                break;
            case 8:
                element.Value = Text(random);
                break;
            default:
                foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && random.Next(3) == 0).ToArray())
                {
                    attribute.SetValue(Text(random));
                }

                break;
        }
    }

    private static XName AnyAttribute(XElement[] elements, Random random) =>
        elements[random.Next(elements.Length)].Attributes().FirstOrDefault(attribute => !attribute.IsNamespaceDeclaration)?.Name ?? "Amount";

    // What XML can't carry is for the other mutations.
    private static string Text(Random random) => MutationValues.Any(random).Replace("\0", "", StringComparison.Ordinal);
}
