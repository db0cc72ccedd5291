namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the name of a rental company: element Vendor.</summary>
internal struct VendorReader
{
    private const int MaxLength = 60;

    private string? code;
    private string? shortName;
    private string? text;

    /// <summary>Reads the attributes.</summary>
    public void Read(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "Code": code = xml.Text; break;
                case "CompanyShortName": shortName = xml.Text; break;
            }
        }
    }

    /// <summary>Reads the text.</summary>
    public void ReadText(ReadOnlySpan<char> value) => text = value.ToString();

    /// <summary>Returns the name, or null if it is unknown or that of the supplier itself.</summary>
    public readonly string? GetName(string? supplier)
    {
        var name = LenientParser.ToSingleLine(shortName, MaxLength)
            ?? LenientParser.ToSingleLine(text, MaxLength)
            ?? LenientParser.ToSingleLine(code, MaxLength);
        return name is not null && name.Equals(supplier, StringComparison.OrdinalIgnoreCase) ? null : name;
    }
}
